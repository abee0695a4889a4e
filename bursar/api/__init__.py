"""The machine doors: what other programs ask of a running site."""
