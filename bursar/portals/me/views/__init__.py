"""The pages of My account."""
