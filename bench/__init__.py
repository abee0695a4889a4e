"""Measurements, printed with what makes them comparable: CPU time, and how much of the machine others took."""
