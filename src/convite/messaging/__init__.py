"""Messages to people. Doesn't decide who may come or where they sit."""
