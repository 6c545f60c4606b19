"""Where the bytes lie: a private folder or a bucket, never a served address."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext_lazy as _

from backend.core.errors import Unavailable


def _storage() -> Storage:
    return storages["attachments"]


@contextmanager
def _reached() -> Iterator[None]:
    """Say of a bucket that is away, or refuses us, that nothing was lost."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(
            _("The store of files does not answer; nothing was lost. Try again in a few minutes.")
        ) from error


def bytes_keep(data: bytes) -> str:
    """Store the bytes under a fresh key that tells nothing; return the key. Raises Unavailable."""
    name = uuid.uuid4().hex
    with _reached():
        return _storage().save(f"{name[:2]}/{name}", ContentFile(data))


def bytes_of(key: str) -> bytes:
    """The stored bytes. Raises FileNotFoundError where they are gone, Unavailable."""
    with _reached(), _storage().open(key, "rb") as file:
        data: bytes = file.read()
    return data


def bytes_drop(key: str) -> None:
    """Forget the bytes; no error where they are gone already. Raises Unavailable."""
    with _reached():
        _storage().delete(key)
