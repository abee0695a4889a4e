"""The door of the pbx portal."""
