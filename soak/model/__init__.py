"""Bursar again, in plain Python: what each command answers and changes, and what everybody may do afterwards.

It knows no database and none of the rooms, but the one table of permissions (`bursar.access.permissions`).
"""
