"""The audit kinds of the lifecycle room."""
