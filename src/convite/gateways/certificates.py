"""The certificate authorities that calls to the outside trust."""

import ssl
from functools import cache


@cache
def trusted() -> ssl.SSLContext:
    """A context that trusts what the system trusts, or the file that `SSL_CERT_FILE` names.

    Shared by all connections: reading the authorities anew takes 25 ms of a core each time.
    """
    return ssl.create_default_context()
