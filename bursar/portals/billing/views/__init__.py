"""The pages of the billing portal, by noun."""
