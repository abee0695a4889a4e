"""Tests of use cases that cross rooms."""
