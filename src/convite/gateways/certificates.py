"""The certificate authorities that calls to the outside trust."""

import re
import ssl
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from warnings import catch_warnings

from cryptography.x509 import Certificate, load_pem_x509_certificate

PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
#: How OpenSSL names the certificates of a folder.
HASHED = re.compile(r"[0-9a-f]{8}\.\d+")


@cache
def trusted() -> ssl.SSLContext:
    """A context that trusts what the system trusts, or the file that `SSL_CERT_FILE` names.

    Shared by all connections: reading the authorities anew takes 25 ms of a core each time.
    """
    return ssl.create_default_context()


@cache
def authorities(path: str = "") -> Sequence[Certificate]:
    """The authorities of a PEM file; of what the system trusts without one."""
    paths = ssl.get_default_verify_paths()
    if path or paths.cafile:
        return certificates_in(Path(path or paths.cafile or "").read_bytes())
    folder = Path(paths.capath or "/etc/ssl/certs")
    files = sorted(one for one in folder.glob("*") if HASHED.fullmatch(one.name))
    return [certificate for one in files for certificate in certificates_in(one.read_bytes())]


def certificates_in(content: bytes) -> list[Certificate]:
    """The certificates of a PEM file; those that can't be read are left out, since old lists have some."""
    found = []
    with catch_warnings(action="ignore"):
        for block in PEM.findall(content):
            try:
                found.append(load_pem_x509_certificate(block))
            except ValueError:
                continue
    return found
