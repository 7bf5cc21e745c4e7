"""Certificate authorities are read once, not for each connection."""

import ssl

import pytest

from convite.gateways.certificates import trusted

pytestmark = pytest.mark.unit


def test_connections_share_what_was_read() -> None:
    assert trusted() is trusted()
    assert trusted().verify_mode is ssl.CERT_REQUIRED
