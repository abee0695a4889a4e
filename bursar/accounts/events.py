"""The audit kinds of the accounts room."""
