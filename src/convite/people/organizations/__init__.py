"""Tenants and their members.

Tables `organizations`, `organization_members`. Every user owns a personal one.
"""
