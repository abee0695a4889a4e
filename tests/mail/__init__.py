"""Tests of bursar/mail."""
