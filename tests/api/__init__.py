"""Tests of the machine doors."""
