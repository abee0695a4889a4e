"""`kill -9` at random moments: what was acknowledged is there afterwards, the rest is all or nothing."""
