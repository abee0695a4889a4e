"""Bursar: a self-hosted account and billing portal in which authority over the bills is a thing of its own."""

__version__ = "0.1.0"
