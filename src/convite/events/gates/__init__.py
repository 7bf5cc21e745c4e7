"""Where people come in: names of an event's entrances, and who is expected at which.

Table `gates`. Scans carry the gate's name, so that what happened stays as it was said.
"""
