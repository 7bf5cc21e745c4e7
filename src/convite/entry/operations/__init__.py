"""What an operator runs: the supervisor, the doctor, backup and restore, administrators, invariants.

It has no tables. It refuses to serve requests.
"""
