"""Who came in and went out.

Table `checkins`, an append-only log of scans; presence is derived from it.
"""
