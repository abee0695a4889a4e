"""The audit kinds of the grants room."""
