"""Scans that were made without the network and arrive later: stored first, judged after.

Table `queued_scans`: each as it arrived, and what was said of it.
"""
