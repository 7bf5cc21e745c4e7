"""How a mail looks: HTML beside the text, made when it is sent; names and addresses of its headers."""

from convite.core.parts import Part

PART = Part()
