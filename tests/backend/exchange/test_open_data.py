"""Open data and the texts that markets share: for everybody, and never more than is public."""

from __future__ import annotations

import json

import pyshacl
import pytest
from django.test import Client
from django.urls import reverse
from rdflib import Graph

from backend.catalog.models import Disclosure
from backend.core.errors import NotPermitted, WrongState
from backend.exchange import services
from backend.exchange.models import Accord
from backend.exchange.services import AccordValues, MarketValues, records_heal
from backend.pools.models import Flag
from tests import factories
from tests.browsers import text
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db
# What DCAT-AP asks of a catalogue, its data sets and their distributions.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix : <urn:shapes:> .
:Catalog a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ] , [ sh:path dct:description ; sh:minCount 1 ] ,
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ] , [ sh:path dct:description ; sh:minCount 1 ] ,
    [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] .
:Distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .
:Agent a sh:NodeShape ; sh:targetClass foaf:Agent ;
  sh:property [ sh:path foaf:name ; sh:minCount 1 ] .
"""


@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume:Warning")
def test_what_is_public_is_open_and_nothing_else(market: Market):
    for number in range(3):
        factories.need(market.buyer, title=f"公开{number}", region="130900")
    factories.achievement(market.researcher, title="独一项")
    factories.need(market.buyer, title="保密", summary="x", disclosure=Disclosure.CONFIDENTIAL)
    choke = factories.need(market.buyer, title="卡脖子")
    Flag.objects.create(
        need=choke, kind="choke_point", ground="embargo",
        flagged_by=market.operator, flagged_for=market.enterprise,
    )  # fmt: skip
    records_heal()
    lines = b"".join(Client().get(reverse("open_listings"))).decode().splitlines()
    assert {json.loads(line)["body"]["title"] for line in lines} == {
        "公开0", "公开1", "公开2", "独一项",
    }  # fmt: skip
    counts = Client().get(reverse("open_statistics")).json()["counts"]
    assert {row["kind"]: row["n"] for row in counts} == {"need": 3, "achievement": None}
    page = text(Client().get(reverse("open_data")))
    assert reverse("open_listings") in page

    told = Client().get(reverse("open_dcat"))
    graph = Graph().parse(data=told.content, format="json-ld")
    shapes = Graph().parse(data=SHAPES, format="turtle")
    conforms, _graph, words = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, words
    assert len(graph) > 30


def test_common_texts_are_accepted_in_their_newest_version(market: Market):
    partner = services.market_add(
        actor=actor(market.operator), market_name="far.example", name="远方", name_en="",
        region="130900", mail="desk@far.example",
        values=MarketValues(protocol="feed", address="https://far.example/feed/"),
    )  # fmt: skip
    contact = actor(partner.contact)

    def published(version: str) -> Accord:
        values = AccordValues(series="rules", version=version, title="统一规则", text="第一条")
        return services.accord_publish(actor=actor(market.operator), values=values)

    first = published("1")
    with refused(NotPermitted):
        services.accord_accept(actor=actor(market.buyer), accord_id=first.pk, market_id=partner.pk)
    services.accord_accept(actor=contact, accord_id=first.pk, market_id=partner.pk)
    with refused(WrongState):
        services.accord_accept(actor=contact, accord_id=first.pk, market_id=partner.pk)
    published("2")
    third = published("3")
    with refused(WrongState):
        services.accord_accept(actor=contact, accord_id=first.pk + 1, market_id=partner.pk)
    client = Client()
    client.force_login(partner.contact)
    accept = reverse("exchange_accord_accept", args=[third.pk, partner.pk])
    assert accept in text(client.get(reverse("exchange_accord", args=[third.pk])))
    assert client.post(accept).status_code == 302
    assert "远方" in text(Client().get(reverse("exchange_accord", args=[third.pk])))
    assert Client().get(reverse("exchange_accords")).status_code == 200
    with refused(NotPermitted):
        services.accord_publish(
            actor=actor(market.office),
            values=AccordValues(series="rules", version="4", title="x", text="x"),
        )
    assert Accord.objects.count() == 3
