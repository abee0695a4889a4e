"""The tests, by the names of the rooms and doors."""
