"""How documents are signed."""

from . import env
from .base import DATA_DIR, DEMO, private_file

SIGNATURE_GATEWAY = "backend.signing.local.pades.LocalGateway"
TIMESTAMP = env.text(
    "TIMESTAMP",
    about="Time stamps of signatures: address of an authority by RFC 3161, or local for the platform's "
    "own; empty: local in the demo, else nothing is signed",
) or ("local" if DEMO else "")
TIMESTAMP_ROOTS = env.text(
    "TIMESTAMP_ROOTS",
    about="PEM file with the roots that the authority's time stamps are trusted by",
)
SIGNING_KEY = env.text(
    "SIGNING_KEY",
    about="At least 50 characters, encrypts the keys of those who sign; empty: kept in DATA_DIR",
)
if not SIGNING_KEY:
    _key_file = private_file(DATA_DIR / "signing-key")
    if not _key_file.stat().st_size:
        from django.core.management.utils import get_random_secret_key

        _key_file.write_text(get_random_secret_key())
    SIGNING_KEY = _key_file.read_text()
