"""Tests of bursar/config."""
