"""Tests of the documents: what they name exists."""
