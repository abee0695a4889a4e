"""A world small enough to be gone through whole: every state within six changes, and what must hold in each."""
