"""The audit kinds of the invoices room."""
