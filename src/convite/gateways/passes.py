"""Passes of Apple's wallet: signed archives, and word to phones that one has changed (APNs)."""

import hashlib
import io
import json
import ssl
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import httpx2
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import (
    PKCS7Options,
    PKCS7SignatureBuilder,
)
from cryptography.x509 import Certificate, load_pem_x509_certificate
from PIL import Image, ImageDraw

from convite.gateways.calls import PATIENCE

#: What a pass is served as.
CONTENT_TYPE = "application/vnd.apple.pkpass"
#: What became of a push: the phone is told, no longer has the pass, or is to be told later.
Pushed = Literal["told", "gone", "later"]


@dataclass(frozen=True, kw_only=True)
class PassSigner:
    """What passes are signed with."""

    certificate: Certificate
    key: RSAPrivateKey | EllipticCurvePrivateKey
    #: Apple's intermediate certificate, by which phones trust the other.
    intermediate: Certificate


@lru_cache(maxsize=4)
def signer_in(certificate: Path, key: Path, intermediate: Path) -> PassSigner:
    """Reads the files of a signer.

    Raises:
        ValueError: one can't be read.
        TypeError: the key is neither RSA nor EC.
    """
    private = load_pem_private_key(key.read_bytes(), None)
    if not isinstance(private, RSAPrivateKey | EllipticCurvePrivateKey):
        raise TypeError("the key of passes is neither RSA nor EC")
    return PassSigner(
        certificate=load_pem_x509_certificate(certificate.read_bytes()),
        key=private,
        intermediate=load_pem_x509_certificate(intermediate.read_bytes()),
    )


def packed(content: Mapping[str, Any], icons: Mapping[str, bytes], signer: PassSigner) -> bytes:
    """A pass as its archive: `pass.json`, its pictures, their SHA-1 sums, and the signature of those.

    The signature is a detached PKCS #7 in DER, which says when it was made.
    """
    files = {"pass.json": json.dumps(content, ensure_ascii=False).encode(), **icons}
    sums = {
        name: hashlib.sha1(data, usedforsecurity=False).hexdigest() for name, data in files.items()
    }
    manifest = json.dumps(sums).encode()
    signature = (
        PKCS7SignatureBuilder()
        .set_data(manifest)
        .add_signer(signer.certificate, signer.key, SHA256())
        .add_certificate(signer.intermediate)
        .sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**files, "manifest.json": manifest, "signature": signature}.items():
            archive.writestr(name, data)
    return out.getvalue()


@lru_cache(maxsize=64)
def icon(color: tuple[int, int, int], side: int) -> bytes:
    """A pass's icon (PNG): a ticket in a color, `side` pixels wide and high."""
    large = side * 4
    drawn = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    pen = ImageDraw.Draw(drawn)
    pen.rounded_rectangle((0, 0, large - 1, large - 1), large // 5, fill=(*color, 255))
    top, bottom, notch = large * 3 // 10, large * 7 // 10, large // 12
    pen.rounded_rectangle((large // 7, top, large * 6 // 7, bottom), large // 20, fill="white")
    for x in (large // 7, large * 6 // 7):
        middle = large // 2
        pen.ellipse((x - notch, middle - notch, x + notch, middle + notch), fill=(*color, 255))
    out = io.BytesIO()
    drawn.resize((side, side)).save(out, "PNG")
    return out.getvalue()


class PassPusher:
    """Tells phones by APNs that a pass has changed. HTTP/2 only, with the certificate of the passes."""

    def __init__(self, url: str, certificate: Path, key: Path, topic: str) -> None:
        self.topic = topic
        context = None
        if url.startswith("https://"):
            context = ssl.create_default_context()
            context.load_cert_chain(certificate, key)
        self.http = httpx2.AsyncClient(
            base_url=url,
            http1=False,
            http2=True,
            verify=context or True,
            timeout=PATIENCE,
            trust_env=False,
        )

    async def __aenter__(self) -> "PassPusher":
        """Opens nothing yet: the connection comes with the first push."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Closes the connection."""
        await self.http.aclose()

    async def push(self, token: str) -> Pushed:
        """Tells one phone; a pass's message is empty, since the phone then asks what changed."""
        headers = {"apns-topic": self.topic, "apns-push-type": "background", "apns-priority": "5"}
        try:
            answer = await self.http.post(f"/3/device/{token}", headers=headers, content=b"{}")
        except httpx2.HTTPError:
            return "later"
        if answer.status_code == 200:
            return "told"
        is_gone = answer.status_code == 410 or b"BadDeviceToken" in answer.content
        return "gone" if is_gone else "later"
