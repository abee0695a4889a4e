"""Tests of the long trials, at a small size."""
