"""Invoices, credit notes, their documents and the ledger."""
