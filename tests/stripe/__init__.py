"""Stripe, tried against servers on the loopback: localstripe for what it can do, our own stand-in for the rest."""
