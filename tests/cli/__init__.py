"""Tests of bursar/cli."""
