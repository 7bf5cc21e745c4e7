"""The embedded PostgreSQL: binaries, data folder, roles, start and stop, and the migrations.

It has no tables and doesn't know the product's tables: it only runs their migrations.
"""
