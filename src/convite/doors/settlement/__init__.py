"""Settlement: what a provider says of a payment becomes tickets, refunds and entries of the ledger.

Webhooks, the page that buyers come back to, and the job that asks providers all end in
`actions.apply_provider_state`, which only moves forward.
"""

from convite.core.parts import Part

PART = Part()
