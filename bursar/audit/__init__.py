"""What happened: one entry for every change, in the same transaction, never altered."""
