"""The platform's certificates: its root, its time stamps, and one for each person who signs."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.db import IntegrityError, transaction
from django.utils import timezone

from backend.signing.gateway import Signer
from backend.signing.models import Credential

from .keys import PrivateKey, key_closed, key_opened

PLATFORM = "题桥 Tiqiao"
ROOT_YEARS, TIMESTAMP_YEARS, PERSON_YEARS = 20, 10, 2
LONGEST_NAME = 64  # of one part of a name in a certificate
Purpose = Credential.Purpose


def root() -> Credential:
    """The root in force, made at first use."""
    found = _in_force(purpose=Purpose.ROOT)
    if found is None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("题桥电子签名根证书", PLATFORM)
        made = _certificate(name, key, name, key, years=ROOT_YEARS, authority=True)
        found = _kept(made, key, purpose=Purpose.ROOT)
    return found


def timestamping() -> Credential:
    """The certificate of our own time stamps, made at first use."""
    found = _in_force(purpose=Purpose.TIMESTAMP)
    if found is None:
        # The library's own authority signs by RSA alone.
        key = rsa.generate_private_key(65537, 3072)
        name = _name("题桥时间戳", PLATFORM)
        found = _issued(name, key, years=TIMESTAMP_YEARS, purpose=Purpose.TIMESTAMP)
    return found


def person(signer: Signer) -> Credential:
    """The certificate of somebody who signs for an organisation, made at first use and anew where the
    old one ends or names differ."""
    name = _name(signer.name, signer.organisation, str(signer.user_id))
    found = _in_force(
        purpose=Purpose.PERSON, user_id=signer.user_id, organisation_id=signer.organisation_id
    )
    if found is not None and found.holder == name.rfc4514_string():
        return found
    if found is not None:
        Credential.objects.filter(pk=found.pk).update(retired_at=timezone.now())
    return _issued(
        name,
        ec.generate_private_key(ec.SECP256R1()),
        years=PERSON_YEARS,
        purpose=Purpose.PERSON,
        user_id=signer.user_id,
        organisation_id=signer.organisation_id,
    )


def roots() -> list[Credential]:
    """Every root there was: what an old one certified stays readable."""
    return list(Credential.objects.filter(purpose=Purpose.ROOT).order_by("pk"))


def loaded(credential: Credential) -> x509.Certificate:
    """The certificate of a row."""
    return x509.load_pem_x509_certificate(credential.certificate.encode())


def _in_force(**which: object) -> Credential | None:
    found = Credential.objects.filter(retired_at__isnull=True, **which).first()
    if found is not None and found.not_after <= timezone.now() + timedelta(days=1):
        Credential.objects.filter(pk=found.pk).update(retired_at=timezone.now())
        return None
    return found


def _issued(name: x509.Name, key: PrivateKey, *, years: int, **fields: object) -> Credential:
    top = root()
    issuer = loaded(top).subject
    stamps = fields["purpose"] == Purpose.TIMESTAMP
    made = _certificate(
        name, key, issuer, key_opened(top.private_key), years=years, timestamps=stamps
    )
    return _kept(made, key, **fields)


def _kept(made: x509.Certificate, key: PrivateKey, **fields: object) -> Credential:
    row = Credential(
        holder=made.subject.rfc4514_string(),
        serial=f"{made.serial_number:x}",
        certificate=made.public_bytes(serialization.Encoding.PEM).decode(),
        private_key=key_closed(key),
        not_after=made.not_valid_after_utc,
        **fields,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        # Another process made one in this moment.
        found = Credential.objects.filter(retired_at__isnull=True, **fields).first()
        if found is None:
            raise
        return found
    return row


def _name(common: str, organisation: str, serial: str = "") -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:LONGEST_NAME]),
        x509.NameAttribute(NameOID.COMMON_NAME, common[:LONGEST_NAME]),
    ]
    if serial:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial))
    return x509.Name(parts)


def _certificate(
    name: x509.Name,
    key: PrivateKey,
    issuer: x509.Name,
    issuer_key: PrivateKey,
    *,
    years: int,
    authority: bool = False,
    timestamps: bool = False,
) -> x509.Certificate:
    now: datetime = timezone.now()
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    public = key.public_key()
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=365 * years))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(above, critical=False)
    )
    if timestamps:
        only = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(only, critical=True)
    return builder.sign(issuer_key, hashes.SHA256())
