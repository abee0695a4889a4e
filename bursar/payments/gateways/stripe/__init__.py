"""Stripe: cards and SEPA direct debits, typed at its own pages only, so that no number ever reaches us (SAQ A)."""
