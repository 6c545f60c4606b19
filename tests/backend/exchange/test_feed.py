"""What is public of listings is told to other markets and machines, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import httpx2 as httpx
import oaipmh_scythe
import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from backend.catalog.models import Disclosure, Listing
from backend.catalog.services import listing_revise, listing_withdraw
from backend.catalog.values import IndicatorValues, values_of
from backend.exchange.formats import own
from backend.exchange.models import Record
from backend.exchange.oai import answering
from backend.exchange.selectors import records_after
from backend.exchange.services import records_heal
from backend.exchange.web.oai import SCHEMA
from tests import factories
from tests.browsers import text
from tests.factories import Market, actor

pytestmark = pytest.mark.django_db
OAI = "{http://www.openarchives.org/OAI/2.0/}"


def revise(listing: Listing, by, **changes) -> None:
    listing.refresh_from_db()
    values = replace(values_of(listing), **changes)
    listing_revise(
        actor=actor(by), listing_id=listing.pk, expected_revision=listing.revision, values=values
    )


def fed(after: int = 0, **asked) -> dict:
    answer = Client().get(reverse("exchange_feed"), {"after": after} | asked)
    assert answer.status_code == 200
    return json.loads(answer.content)


def asked(**arguments) -> ElementTree.Element:
    arguments = {name.rstrip("_"): value for name, value in arguments.items()}
    answer = Client().get(reverse("oai"), arguments)
    assert answer["Content-Type"].startswith("text/xml")
    return ElementTree.fromstring(answer.content)


def refused(**arguments) -> str:
    return asked(**arguments).find(f"{OAI}error").get("code")


@pytest.fixture
def scythe() -> oaipmh_scythe.Scythe:
    """An independent client, over the test client instead of a socket."""

    def answer(request: httpx.Request) -> httpx.Response:
        found = Client().get(f"{request.url.path}?{request.url.query.decode()}")
        return httpx.Response(found.status_code, headers=dict(found.headers), content=found.content)

    made = oaipmh_scythe.Scythe("http://testserver/oai")
    made._client = httpx.Client(transport=httpx.MockTransport(answer))
    return made


def test_the_feed_tells_of_changes_in_their_order(market: Market, drain):
    need = factories.need(market.buyer, summary="公开摘要", background="热。")
    offer = factories.achievement(market.researcher, abstract="冷。")
    drain()
    found = fed()
    assert [row["home"] for row in found["records"]] == ["127.0.0.1"] * 2
    told = {row["identifier"]: row for row in found["records"]}
    assert told[f"oai:127.0.0.1:need/{need.pk}"]["body"]["details"]["background"] == "热。"
    seen = found["next"]

    revise(offer, market.researcher, abstract="更冷。")
    listing_withdraw(actor=actor(market.buyer), listing_id=need.pk)
    drain()
    changed = fed(seen)
    by_kind = {row["kind"]: row for row in changed["records"]}
    assert by_kind["need"]["deleted"]
    assert "body" not in by_kind["need"]
    assert by_kind["achievement"]["body"]["details"]["abstract"] == "更冷。"
    assert fed(changed["next"])["records"] == []
    # Page by page it is the same.
    step = fed(limit=1)
    assert step["more"]
    assert fed(step["next"], limit=1)["more"] is False
    assert Client().get(reverse("exchange_feed"), {"after": "x"}).status_code == 400


def test_what_is_not_public_stands_nowhere_and_moves_nothing(market: Market, drain):
    half = factories.need(
        market.buyer, summary="摘要", background="秘密之一", disclosure=Disclosure.REGISTERED
    )
    factories.need(market.buyer, title="保密", summary="x", disclosure=Disclosure.CONFIDENTIAL)
    factories.need(market.buyer, publish=False, title="草稿")
    drain()
    body = fed()["records"]
    assert [row["body"]["title"] for row in body] == [half.title]
    assert "秘密" not in json.dumps(body, ensure_ascii=False)
    before = fed()
    revise(half, market.buyer, background="秘密之二")
    drain()
    assert fed() == before  # not even that something changed
    revise(half, market.buyer, disclosure=Disclosure.CONFIDENTIAL)
    drain()
    assert [row["deleted"] for row in fed()["records"]] == [True]
    assert records_heal() == 0


def test_what_the_feed_lacks_is_healed_once(market: Market, drain):
    factories.need(market.buyer)
    assert records_heal() == 1
    assert records_heal() == 0
    drain()
    assert records_after(1).count() == 0


def test_an_independent_client_harvests_all(market: Market, drain, scythe, monkeypatch):
    monkeypatch.setattr(answering, "PAGE", 2)
    needs = [factories.need(market.buyer, title=f"需求 {n} <&>") for n in range(3)]
    factories.achievement(market.researcher, title="成果", technology_field="new_materials")
    drain()
    listing_withdraw(actor=actor(market.buyer), listing_id=needs[0].pk)
    drain()
    named = scythe.identify()
    assert named.deletedRecord == "persistent"
    assert {one.metadataPrefix for one in scythe.list_metadata_formats()} == {"oai_dc", "tiqiao"}
    assert "kind:need" in {one.setSpec for one in scythe.list_sets()}
    found = list(scythe.list_records(metadata_prefix="oai_dc"))
    assert len(found) == 4
    assert [one.header.identifier for one in found if one.deleted] == [
        f"oai:127.0.0.1:need/{needs[0].pk}"
    ]
    titles = {one.metadata["title"][0] for one in found if not one.deleted}
    assert "需求 1 <&>" in titles
    kept = list(scythe.list_records(metadata_prefix="tiqiao", ignore_deleted=True))
    assert len(kept) == 3
    assert len(list(scythe.list_identifiers(metadata_prefix="oai_dc", set_="kind:need"))) == 3
    one = scythe.get_record(identifier=kept[0].header.identifier, metadata_prefix="oai_dc")
    assert one.header.identifier == kept[0].header.identifier
    since = kept[0].header.datestamp
    assert len(list(scythe.list_identifiers(metadata_prefix="oai_dc", from_=since))) == 4


def test_our_own_format_keeps_to_its_schema_and_comes_back_whole(market: Market, drain):
    need = factories.need(
        market.buyer,
        summary="摘要",
        indicators=(IndicatorValues(name="热", comparator=">=", value=Decimal(3), unit="K"),),
        budget_min=Decimal(100),
        trl=5,
        technology_field="new_materials",
    )
    drain()
    record = Record.objects.get(listing=need)
    written = own.written(record)
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    schema.assertValid(etree.fromstring(ElementTree.tostring(written)))
    home, body = own.read(written)
    assert home == record.home
    assert body["title"] == record.body["title"]
    assert body["trl"] == 5


def test_the_protocol_refuses_by_its_own_codes(market: Market, drain):
    assert refused() == "badVerb"
    assert refused(verb="Nonsense") == "badVerb"
    assert refused(verb="ListRecords") == "badArgument"
    assert refused(verb="Identify", set="kind:need") == "badArgument"
    assert refused(verb="ListRecords", metadataPrefix="oai_dc") == "noRecordsMatch"
    assert refused(verb="ListRecords", metadataPrefix="marc") == "cannotDisseminateFormat"
    assert refused(verb="ListRecords", resumptionToken="x") == "badResumptionToken"
    assert refused(verb="GetRecord", metadataPrefix="oai_dc", identifier="x") == "idDoesNotExist"
    assert refused(verb="ListMetadataFormats", identifier="x") == "idDoesNotExist"
    for changes in (
        {"from_": "2026-02-30"},
        {"from_": "20260101"},
        {"from_": "2026-01-02", "until": "2026-01-01"},
        {"from_": "2026-01-02", "until": "2026-02-01T00:00:00Z"},
        {"set": "kind:nothing"},
    ):
        assert refused(verb="ListRecords", metadataPrefix="oai_dc", **changes) == "badArgument"
    # What no parser could read is not said again.
    odd = Client().get(
        reverse("oai"),
        {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "a\x00b\x01"},
    )
    assert ElementTree.fromstring(odd.content) is not None


def test_a_page_bears_linked_data_that_nothing_breaks_out_of(market: Market):
    listing = factories.need(market.buyer, title="</script><script>alert(1)</script>")
    page = text(Client().get(reverse("listing", args=[listing.pk])))
    told = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(told)["@type"] == "Demand"
    assert json.loads(told)["name"] == listing.title
    hidden = factories.need(market.buyer, disclosure=Disclosure.CONFIDENTIAL, summary="x")
    page = text(factories_client(market).get(reverse("listing", args=[hidden.pk])))
    assert "application/ld+json" not in page


def factories_client(market: Market) -> Client:
    client = Client()
    client.force_login(market.buyer)
    return client
