"""The door of the admin portal."""
