"""What the pages below a public event's address share.

The mark by which a form is known to be its own, the way to the log-in and back, and the page of an address
without an event. No tables.
"""

from convite.core.parts import Part

PART = Part()
