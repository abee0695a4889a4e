"""The pages of the admin portal, by noun."""
