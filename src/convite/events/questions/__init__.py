"""What an event asks its guests, and whether an answer fits.

Table `questions`.
"""
