"""Tests of the grants room."""
