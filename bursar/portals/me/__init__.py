"""The door of me pages."""
