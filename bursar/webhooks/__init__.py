"""Telling the vendor's programs what happened: events written with the change, delivered after the commit, in order."""
