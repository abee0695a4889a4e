"""The door of the billing portal."""
