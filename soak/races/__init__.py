"""Races at the doors: people with real browsers who click at the same instant, each in a process of its own."""
