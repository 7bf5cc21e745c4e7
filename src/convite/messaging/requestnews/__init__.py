"""News of join requests: hosts are told who asks, and requesters what was decided.

No tables: in the web app they are notifications, by mail messages. A host is mailed about requests at most
once an hour for each event.
"""

from convite.core.parts import Part

PART = Part()
