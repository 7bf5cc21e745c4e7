"""One delivery by one channel, and the outbox page where no provider is set.

Table `messages`.
"""
