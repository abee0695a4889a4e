"""Who holds what: one table for every right given to a person or a group, with its provenance."""
