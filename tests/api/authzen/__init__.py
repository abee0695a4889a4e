"""Tests of the authorization API (OpenID AuthZEN 1.0), by what its specification asks for."""
