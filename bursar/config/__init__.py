"""Settings, addresses and the checks that refuse bad settings at start."""
