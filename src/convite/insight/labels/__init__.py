"""Labels for envelopes: whom each is addressed to and where, and the sheets they are printed on."""

from convite.core.parts import Part

PART = Part()
