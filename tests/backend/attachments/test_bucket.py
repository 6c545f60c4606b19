"""Files in a bucket of a real S3 server: kept, opened, private; a store that is away is told as such."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test import Client

from backend.attachments.models import Attachment
from backend.attachments.storage import bytes_drop, bytes_keep, bytes_of
from backend.catalog.models import Listing
from backend.config.settings.files import s3_storage
from backend.core.errors import Unavailable, WrongState
from backend.core.models import Event
from deploy.local import servers
from deploy.local.seaweed import ACCESS_KEY, SeaweedFS
from tests.backend.attachments.adding import add
from tests.backend.attachments.samples import PDF, upload
from tests.factories import Market

pytestmark = [pytest.mark.servers, pytest.mark.nightly]
BUCKET = "tiqiao-files"
PATIENT = 9 * 1024 * 1024  # bytes; more than one part of an upload


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The root of a server that a test may stop."""
    root = tmp_path_factory.mktemp("bucket")
    with servers.running_servers(root, ["seaweedfs"], report=lambda line: None):
        yield root


@pytest.fixture
def bucket(store: Path, settings: Any) -> Any:
    """The product's files lie in an empty bucket; what there is in it, as its owner sees it."""
    address = servers.start(store, ["seaweedfs"], durable=False, report=lambda line: None)
    settings.STORAGES = settings.STORAGES | {
        "attachments": s3_storage(
            BUCKET,
            endpoint=address["S3_ENDPOINT"],
            region="us-east-1",
            access_key=ACCESS_KEY,
            secret_key=SeaweedFS(store).password(),
        )
    }
    made = storages["attachments"].bucket  # type: ignore[attr-defined]
    if made.creation_date is None:
        made.create()
    made.objects.all().delete()
    return made


def kept(bucket: Any) -> list[str]:
    return sorted(found.key for found in bucket.objects.all())


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


def signed_in(person: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def test_a_file_lies_in_the_bucket_for_the_application_alone(
    market: Market, listing: Listing, bucket: Any, settings: Any
) -> None:
    made = add(listing, market.researcher)
    assert kept(bucket) == [made.key]
    assert signed_in(market.researcher).get(f"/files/{made.pk}/", follow=True).content == PDF
    endpoint = bucket.meta.client.meta.endpoint_url
    assert status_of(f"{endpoint}/{BUCKET}/{made.key}") == 403
    assert status_of(f"{endpoint}/{BUCKET}") == 403
    wrong = settings.STORAGES["attachments"]["OPTIONS"] | {"secret_key": "guessed"}
    settings.STORAGES = settings.STORAGES | {
        "attachments": settings.STORAGES["attachments"] | {"OPTIONS": wrong}
    }
    with pytest.raises(Unavailable):
        bytes_of(made.key)


def test_large_bytes_come_back_and_are_forgotten(bucket: Any) -> None:
    data = bytes(range(256)) * (PATIENT // 256)
    key = bytes_keep(data)
    assert bytes_of(key) == data
    for _again in range(2):
        bytes_drop(key)
    with pytest.raises(FileNotFoundError):
        bytes_of(key)


def test_a_refused_file_leaves_no_bytes(market: Market, listing: Listing, bucket: Any) -> None:
    first = add(listing, market.researcher)
    add(listing, market.researcher, replaces_id=first.pk)
    before = kept(bucket)
    with pytest.raises(WrongState):
        add(listing, market.researcher, replaces_id=first.pk)
    assert kept(bucket) == before


def test_a_store_that_is_away_is_told_and_loses_nothing(
    market: Market, listing: Listing, bucket: Any, store: Path
) -> None:
    made = add(listing, market.researcher)
    before = Attachment.objects.count(), Event.objects.count()
    client = signed_in(market.researcher)
    servers.stop(store, ["seaweedfs"])
    for_all = {"tier": "summary"}
    answer = client.post(
        f"/api/v1/subjects/listing/{listing.pk}/files/", for_all | {"file": upload()}
    )
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert client.get(f"/files/{made.pk}/", follow=True).status_code == 503
    page = client.post(f"/files/listing/{listing.pk}/", for_all | {"file": upload()})
    assert page.status_code == 503
    assert (Attachment.objects.count(), Event.objects.count()) == before
    servers.start(store, ["seaweedfs"], durable=False, report=lambda line: None)
    assert client.get(f"/files/{made.pk}/", follow=True).content == PDF
