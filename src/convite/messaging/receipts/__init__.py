"""What providers say later: whether messages were delivered and read, and what people answer.

Table `provider_calls`: a call is stored as it came and answered at once; the worker reads it.
"""

from convite.core.parts import Part, Table

PART = Part(tables={"provider_calls": Table()})
