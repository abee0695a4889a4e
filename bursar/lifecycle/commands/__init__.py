"""Use cases that cross rooms, by noun."""
