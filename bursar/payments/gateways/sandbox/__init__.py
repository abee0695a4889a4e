"""A working provider for demos and tests: it approves, declines, times out and sends its notices late or twice."""
