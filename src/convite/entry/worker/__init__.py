"""The worker process: it turns facts into jobs, runs jobs by lane, and one worker runs the regular work.

Table: `jobs` (declared in core). It doesn't know what a job does.
"""
