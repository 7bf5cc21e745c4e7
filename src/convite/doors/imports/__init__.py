"""Files of guests: mapped, looked at, loaded in chunks, undone.

Table `imports`.
"""
