"""Hostile visitors: random forms over every address, two accounts held apart, nothing told to strangers."""
