"""The audit kinds of the payments room."""
