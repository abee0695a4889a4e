"""The door of public pages."""
