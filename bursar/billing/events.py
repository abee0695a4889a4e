"""The audit kinds of the billing room."""
