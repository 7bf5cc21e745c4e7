"""The link in every mail by which a guest wants no more of them (RFC 8058, one click)."""

from convite.core.parts import Part

PART = Part()
