"""Documents of all kinds, generated from a number, rendered and read back."""
