"""How many may come. Never oversold, by constraint.

Table `capacity_pools`.
"""
