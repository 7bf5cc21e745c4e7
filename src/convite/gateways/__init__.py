"""Clients of external services.

These are modules, not parts: `channels` is the protocol of message channels, `registry` lists them,
`mail` is one; `payments` is the protocol of payment providers, `payment_registry` lists those; `storage`
stores bytes; `typesetting` makes PDFs; `oidc` asks a provider who somebody is.
They don't know rows or routes. Jobs call them outside of transactions;
only files and log-ins are the work of requests.
"""
