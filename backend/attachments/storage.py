"""Where the bytes lie: a private folder or a bucket, never a served address."""

from __future__ import annotations

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages


def _storage() -> Storage:
    return storages["attachments"]


def bytes_keep(data: bytes) -> str:
    """Store the bytes under a fresh key that tells nothing; return the key."""
    name = uuid.uuid4().hex
    return _storage().save(f"{name[:2]}/{name}", ContentFile(data))


def bytes_of(key: str) -> bytes:
    """The stored bytes. Raises FileNotFoundError where they are gone."""
    with _storage().open(key, "rb") as file:
        data: bytes = file.read()
    return data


def bytes_drop(key: str) -> None:
    """Forget the bytes; no error where they are gone already."""
    _storage().delete(key)
