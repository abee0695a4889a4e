"""Decisions on pages of several portals: why somebody may or may not, told and drawn; who may; what changed."""
