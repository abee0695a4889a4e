"""Documents of the standards' formats, all written here."""
