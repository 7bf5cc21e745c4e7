"""An organization's accounts at payment providers: keys, kept encrypted, for trying out and for real.

Table `payment_accounts`.
"""

from convite.core.parts import Part, Table

PART = Part(tables={"payment_accounts": Table()})
