"""The audit kinds of the pbx room."""
