"""Payments, payment methods and the notices of providers."""
