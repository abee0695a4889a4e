"""Taking invoices in from files: reading CSV and JSON, and saying everything that is wrong with them at once."""
