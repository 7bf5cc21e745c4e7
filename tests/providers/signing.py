"""The certificates with which PayPal's events are signed on loopback, in `tests/data/paypal`.

They are made once, since the golden events are signed with them: `python -m tests.providers.signing`.
"""

from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as new_curve_key
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509 import (
    AuthorityKeyIdentifier,
    BasicConstraints,
    Certificate,
    CertificateBuilder,
    DNSName,
    ExtendedKeyUsage,
    KeyUsage,
    Name,
    NameAttribute,
    SubjectAlternativeName,
    SubjectKeyIdentifier,
    random_serial_number,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

FOLDER = Path(__file__).parent.parent / "data" / "paypal"
AUTHORITY = FOLDER / "authority.pem"
CHAIN = FOLDER / "chain.pem"
KEY = FOLDER / "key.pem"
PAYPAL = "messageverificationcerts.paypal.com"
FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2056, 1, 1, tzinfo=UTC)


def named(text: str) -> Name:
    """A subject."""
    return Name([NameAttribute(NameOID.COMMON_NAME, text)])


def authority(
    key: EllipticCurvePrivateKey,
    name: str = "Convite test authority",
    *,
    issuer: tuple[EllipticCurvePrivateKey, Certificate] | None = None,
) -> Certificate:
    """A root, or an authority below one."""
    signer, above = (key, named(name)) if issuer is None else (issuer[0], issuer[1].subject)
    usage = KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = CertificateBuilder().subject_name(named(name)).issuer_name(above)
    builder = builder.public_key(key.public_key()).serial_number(random_serial_number())
    builder = builder.not_valid_before(FROM).not_valid_after(UNTIL)
    builder = builder.add_extension(BasicConstraints(ca=True, path_length=None), critical=True)
    builder = builder.add_extension(usage, critical=True)
    own = SubjectKeyIdentifier.from_public_key(key.public_key())
    known = AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    builder = builder.add_extension(known, critical=False)
    return builder.add_extension(own, critical=False).sign(signer, SHA256())


def certificate(
    key: RSAPrivateKey,
    issuer: Certificate,
    signer: EllipticCurvePrivateKey,
    *,
    name: str = PAYPAL,
    until: datetime = UNTIL,
) -> Certificate:
    """A certificate of a root."""
    builder = CertificateBuilder().subject_name(named(name)).issuer_name(issuer.subject)
    builder = builder.public_key(key.public_key()).serial_number(random_serial_number())
    builder = builder.not_valid_before(FROM).not_valid_after(until)
    builder = builder.add_extension(SubjectAlternativeName([DNSName(name)]), critical=False)
    builder = builder.add_extension(BasicConstraints(ca=False, path_length=None), critical=True)
    usage = ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    builder = builder.add_extension(usage, critical=False)
    known = AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    return builder.add_extension(known, critical=False).sign(signer, SHA256())


def new_key() -> RSAPrivateKey:
    """A key of the kind that PayPal signs with."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def new_root() -> tuple[EllipticCurvePrivateKey, Certificate]:
    """A root and its key."""
    key = new_curve_key(SECP256R1())
    return key, authority(key)


def kept_key() -> RSAPrivateKey:
    """The key that events are signed with."""
    key = load_pem_private_key(KEY.read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    return key


def main() -> None:
    """Makes the files."""
    root_key, root = new_root()
    key = new_key()
    FOLDER.mkdir(exist_ok=True)
    AUTHORITY.write_bytes(root.public_bytes(Encoding.PEM))
    CHAIN.write_bytes(certificate(key, root, root_key).public_bytes(Encoding.PEM))
    KEY.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


if __name__ == "__main__":
    main()
