"""Playing random commands on a real installation: what is chosen, how it is called, what is written down of it."""
