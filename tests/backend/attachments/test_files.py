"""Files through services, pages and API: who adds, sees, opens, replaces and removes them."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from backend.attachments.models import Attachment
from backend.attachments.selectors import attachment_for, attachments_of, link_token
from backend.attachments.services import attachment_add, attachment_withdraw
from backend.attachments.storage import bytes_of
from backend.catalog.models import Listing
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.core.notices import notices_render
from backend.core.subjects import Tier, subject_for
from notifications.facade import inbox
from tests import factories
from tests.backend.attachments.adding import add
from tests.backend.attachments.samples import PDF, document, upload
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.factories import Market, actor


def unchanged() -> tuple[int, int]:
    return Attachment.objects.count(), Event.objects.count()


def test_a_file_is_kept_with_its_hash_and_opened_by_readers_of_its_tier(
    market: Market, listing: Listing
) -> None:
    made = add(listing, market.researcher)
    assert (made.name, made.size, made.state) == ("report.pdf", len(PDF), "ready")
    assert bytes_of(made.key) == PDF
    everybody = [None, market.stranger, market.buyer, market.office, market.operator]
    for tier, first_reader in {"summary": 0, "details": 1, "parties": 3}.items():
        file = add(listing, market.researcher, tier=tier)
        for place, person in enumerate(everybody):
            if place >= first_reader:
                assert attachment_for(actor(person), file.pk)[0] == file
            else:
                with pytest.raises(NotFound):
                    attachment_for(actor(person), file.pk)
    seen = attachments_of(subject_for(actor(None), "listing", listing.pk))
    assert {file.tier for file in seen} == {"summary"}


def test_only_who_edits_the_listing_adds_files(market: Market, listing: Listing) -> None:
    before = unchanged()
    for person in (None, market.stranger, market.buyer, market.colleague, market.broker):
        with pytest.raises(NotPermitted):
            add(listing, person)
    with pytest.raises(NotFound):
        attachment_add(actor=actor(market.buyer), subject="unicorn", subject_id=1, upload=upload())
    hidden = factories.need(market.buyer, publish=False)
    with pytest.raises(NotFound):
        add(hidden, market.stranger)
    assert unchanged()[0] == before[0]


@pytest.mark.parametrize(
    ("tier", "data", "field"), [("nobody", PDF, "tier"), ("details", b"<svg>", "file")]
)
def test_a_refused_file_leaves_nothing(
    market: Market, listing: Listing, tier: str, data: bytes, field: str
) -> None:
    before = unchanged()
    with pytest.raises(ValidationError) as refused:
        add(listing, market.researcher, tier=tier, upload=upload(data=data))
    assert list(refused.value.message_dict) == [field]
    assert unchanged() == before


def test_too_large_a_file_is_not_read(market: Market, listing: Listing, settings: object) -> None:
    settings.FILE_MAX_BYTES = 10  # type: ignore[attr-defined]
    with pytest.raises(ValidationError):
        add(listing, market.researcher)
    assert not Attachment.objects.exists()


def test_a_new_version_keeps_the_tier_and_the_old_one(market: Market, listing: Listing) -> None:
    first = add(listing, market.researcher, tier="parties")
    second = add(
        listing, market.office, tier="summary", replaces_id=first.pk,
        upload=upload("new.docx", document()),
    )  # fmt: skip
    assert second.tier == Tier.PARTIES
    (seen,) = attachments_of(subject_for(actor(market.office), "listing", listing.pk))
    assert (seen.pk, [old.pk for old in seen.earlier]) == (second.pk, [first.pk])  # type: ignore[attr-defined]
    with pytest.raises(WrongState):
        add(listing, market.researcher, replaces_id=first.pk)
    with pytest.raises(WrongState):
        attachment_withdraw(actor=actor(market.office), attachment_id=first.pk)
    other = factories.need(market.buyer)
    theirs = add(other, market.buyer)
    with pytest.raises(NotFound):
        add(listing, market.researcher, replaces_id=theirs.pk)
    assert Attachment.objects.count() == 3


def test_a_file_of_something_else_is_not_replaced(market: Market, listing: Listing) -> None:
    here = add(listing, market.researcher)
    elsewhere = factories.achievement(market.researcher)
    before = unchanged()
    with pytest.raises(NotFound):
        add(elsewhere, market.researcher, replaces_id=here.pk)
    assert unchanged() == before
    attachment_withdraw(actor=actor(market.researcher), attachment_id=here.pk)


def test_what_both_sides_settled_on_stands(market: Market) -> None:
    contract = records.drafted(market)
    about = {"actor": actor(market.buyer), "subject": "contract", "subject_id": contract.pk}
    file = attachment_add(**about, upload=upload())  # type: ignore[arg-type]
    records.confirm(market, contract)
    before = unchanged()
    with pytest.raises(NotPermitted):
        attachment_withdraw(actor=actor(market.buyer), attachment_id=file.pk)
    with pytest.raises(NotPermitted):
        attachment_add(**about, upload=upload(), replaces_id=file.pk)  # type: ignore[arg-type]
    assert unchanged() == before
    later = attachment_add(**about, upload=upload())  # type: ignore[arg-type]
    attachment_withdraw(actor=actor(market.buyer), attachment_id=later.pk)


def test_removing_takes_the_earlier_versions_along(market: Market, listing: Listing) -> None:
    first = add(listing, market.researcher)
    second = add(listing, market.researcher, replaces_id=first.pk)
    for person in (market.stranger, market.buyer, market.broker):
        with pytest.raises(NotPermitted):
            attachment_withdraw(actor=actor(person), attachment_id=second.pk)
    attachment_withdraw(actor=actor(market.operator), attachment_id=second.pk)
    for file in (first, second):
        with pytest.raises(NotFound):
            attachment_for(actor(market.researcher), file.pk)


@pytest.mark.servers
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_of_two_new_versions_at_once_one_is_kept() -> None:
    market = factories.market()
    listing = factories.achievement(market.researcher)
    first = add(listing, market.researcher)
    together = threading.Barrier(3)
    outcomes: list[str] = []

    def replace() -> None:
        together.wait(10)
        try:
            add(listing, market.researcher, replaces_id=first.pk)
            outcomes.append("kept")
        except WrongState:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=replace) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["kept", "refused", "refused"]
    assert Attachment.objects.count() == 2


def test_links_are_the_readers_own_and_grow_old(
    market: Market, listing: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = add(listing, market.researcher)
    client = Client()
    client.force_login(market.researcher)
    opened = client.get(f"/files/{made.pk}/", follow=True)
    assert opened.content == PDF
    assert opened["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in opened["Content-Security-Policy"]
    link = f"/files/open/{link_token(actor(market.researcher), made)}/"
    stranger = Client()
    stranger.force_login(market.stranger)
    assert stranger.get(link).status_code == 404
    assert Client().get(link).status_code == 404
    assert client.get(link[:-2] + "x/").status_code == 404
    monkeypatch.setattr("backend.attachments.selectors.LINK_SECONDS", -1)
    assert client.get(link).status_code == 404


def test_pages_add_and_remove_with_and_without_scripts(market: Market, listing: Listing) -> None:
    client = Client()
    client.force_login(market.researcher)
    page = client.get(f"/listings/{listing.pk}/").content.decode()
    url = f"/files/listing/{listing.pk}/"
    assert f'action="{url}"' in page
    assert f'action="{url}"' in client.get(f"/listings/{listing.pk}/edit/").content.decode()
    bad = client.post(url, {"file": upload("a.svg", b"<svg>"), "tier": "details"})
    assert bad.status_code == 422
    assert client.post(url, {"tier": "details"}).status_code == 422
    done = client.post(url, {"file": upload(), "tier": "summary"})
    assert done.status_code == 302
    part = client.post(url, {"file": upload("b.pdf"), "tier": "parties"}, HTTP_HX_REQUEST="true")
    assert part.status_code == 200
    assert part.content.decode().lstrip().startswith("<section")
    shown = Client().get(f"/listings/{listing.pk}/").content.decode()
    assert "report.pdf" in shown
    assert "b.pdf" not in shown
    made = Attachment.objects.get(name="report.pdf")
    assert client.post(f"/files/{made.pk}/withdraw/").status_code == 302
    assert Client().get(f"/files/{made.pk}/").status_code == 404


def test_the_api_asks_for_rights_before_it_reads(market: Market, listing: Listing) -> None:
    url = f"/api/v1/subjects/listing/{listing.pk}/files/"
    client = Client()
    client.force_login(market.stranger)
    refused = client.post(url, b"not multipart at all", content_type="multipart/form-data")
    assert refused.status_code == 403
    client.force_login(market.researcher)
    assert client.post(url, {"tier": "nobody"}).status_code == 400
    made = client.post(url, {"file": upload(), "tier": "summary"})
    assert made.status_code == 201
    pk = made.json()["id"]
    assert [row["id"] for row in Client().get(url).json()] == [pk]
    assert Client().get(f"/api/v1/files/{pk}/content/").content == PDF
    assert client.delete(f"/api/v1/files/{pk}/").status_code == 204
    assert client.get(f"/api/v1/files/{pk}/").status_code == 404


def test_a_file_of_a_deal_is_told_of_to_the_others(
    market: Market, drain: Callable[[], int], english: None
) -> None:
    deal = pairs.deal(market)
    attachment_add(actor=actor(market.buyer), subject="deal", subject_id=deal.pk, upload=upload())
    drain()
    for person, told in ((market.office, True), (market.buyer, False)):
        who = actor(person)
        shown = notices_render(inbox(who.person), who)
        sentences = [notice.sentence for notice in shown]
        assert ("Buyer added the file report.pdf" in sentences) == told
