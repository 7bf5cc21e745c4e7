"""The worker process: facts become jobs, jobs run by lanes, scheduled work runs in one worker of all.

Table: `jobs` (declared in core). It refuses to know what a job does.
"""
