"""Providers on loopback that misbehave as the real ones do; each can be run by hand."""
