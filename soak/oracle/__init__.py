"""The policy written a second time, in Cedar, and both asked the same at random: their answers never differ."""
