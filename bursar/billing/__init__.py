"""Billing portals, their administrators, access requests, billing details and recipients."""
