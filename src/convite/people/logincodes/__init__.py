"""Log-in by a code of six digits, sent to a phone by SMS or to an e-mail address.

No tables: the codes are proofs (`people.proofs`). Whoever proves an address that is nobody's gets an
account.
"""

from convite.core.parts import Part

PART = Part()
