"""Tests of the pbx room."""
