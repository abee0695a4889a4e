"""Random operations on money, with every invariant of the ledger looked at after each of them."""
