"""Arrangements: which parties sit where, how good that is, and a first one that is never beaten down."""
