"""Tests of errors, money, ids and the clock."""
