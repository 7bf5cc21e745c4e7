"""Clients of external services.

These are modules, not parts: `channels` is the protocol of message channels, `registry` lists them,
`mail` is one; `storage` stores bytes; `typesetting` makes PDFs. They don't know rows or routes. Jobs call
them outside of transactions; only files are also stored and read by requests.
"""
