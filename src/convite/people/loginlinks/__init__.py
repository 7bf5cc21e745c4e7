"""Links by mail for who can't or won't type a password: a password reset, and a link that logs in.

No tables: the links are proofs (`people.proofs`).
"""

from convite.core.parts import Part

PART = Part()
