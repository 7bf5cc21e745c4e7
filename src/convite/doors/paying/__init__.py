"""Paying an order: at a provider, by bank transfer or in cash, and what the team confirms.

The provider is called outside of any transaction: a payment is claimed, the provider asked, the answer
kept.
"""

from convite.core.parts import Part

PART = Part()
