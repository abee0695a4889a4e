"""The pages of PBX administration, by noun."""
