"""Events that the platform's admins take down, and put back.

No tables: the columns `taken_down_at` and `takedown_reason` of `events`. Such an event has no page that
anybody may open, can't be found, and takes no replies, requests or places on a waiting list; its team still
sees it, with the reason.
"""

from convite.core.parts import Part

PART = Part()
