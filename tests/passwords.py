"""Passwords of tests: argon2 as on the site, but at its cheapest, for a test makes many people."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """One pass over eight kilobytes."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
