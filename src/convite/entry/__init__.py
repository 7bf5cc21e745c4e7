"""Entry points and processes. The only package that imports all others.

It has no tables and no business rules: it only starts, wires, listens and stops.
"""
