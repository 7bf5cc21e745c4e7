"""Web push: the RFC's own example, and keys of the server."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from convite.core.base64url import from_base64url, to_base64url
from convite.core.push_keys import checked_push_key, push_key_of
from convite.gateways.push import point_of, public_key_in, sealed_for

# RFC 8291, section 5 and appendix A
PAYLOAD = b"When I grow up, I want to be a watermelon"
BROWSER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_message_of_the_rfc_is_encrypted_byte_for_byte() -> None:
    own = derive_private_key(int.from_bytes(from_base64url(SENDER)), SECP256R1())

    sealed = sealed_for(
        public_key_in(BROWSER), from_base64url(AUTH), PAYLOAD, own=own, salt=from_base64url(SALT)
    )

    assert to_base64url(sealed) == SEALED


def test_key_comes_from_the_setting_in_either_form_or_from_the_server_key() -> None:
    raw = push_key_of(SENDER, b"")
    pem = raw.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    one_line = pem.replace("\n", "\\n")
    points = {point_of(push_key_of(text, b"").public_key()) for text in (SENDER, pem, one_line)}
    made = [point_of(push_key_of("", key).public_key()) for key in (b"one", b"one", b"other")]

    assert len(points) == 1
    assert made[0] == made[1] != made[2]


@pytest.mark.parametrize("text", ["short", "-----BEGIN NOTHING-----", "AAAA" * 11, "ñ" * 43])
def test_setting_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="P-256"):
        checked_push_key(text)


@pytest.mark.parametrize("text", ["", "A" * 87, BROWSER[:-4], BROWSER.replace("xsr7N", "xsr7M")])
def test_key_that_is_no_point_of_the_curve_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its texts are the library's
        public_key_in(text)
