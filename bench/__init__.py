"""Benchmarks: each claim about speed, as a ratio against something measured in the same run."""
