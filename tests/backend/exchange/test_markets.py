"""Partner markets: theirs comes here as it is there, goes when it goes there, never twice."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from dataclasses import replace as changed
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from backend.catalog.events import ListingsPublished
from backend.catalog.models import Listing, Status
from backend.catalog.services import listing_revise, listing_withdraw
from backend.catalog.values import values_of
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.core.outgoing import Answer, Unanswered
from backend.exchange import services
from backend.exchange.models import Action, Market, Origin, Record, Run
from backend.exchange.oai import answering
from backend.exchange.services import MarketValues, records_heal
from tests import factories
from tests.browsers import browser, text
from tests.factories import Market as People
from tests.factories import actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db
ADDRESS = "https://far.example/exchange/feed/"


@dataclass
class Far:
    """A market elsewhere that answers by its feed; ``pages`` of so many records."""

    limit: int = 2
    rows: list[dict] = field(default_factory=list)
    said: str | None = None  # instead of the feed
    status: int = 200
    asked: int = 0

    def tell(self, number: int, title: str = "", **row) -> None:
        """One more record of the feed."""
        identifier = row.pop("identifier", f"oai:far.example:need/{number}")
        body = {
            "url": f"https://far.example/listings/{number}/", "kind": "need", "language": "zh",
            "title": title or f"远方需求{number}", "summary": "摘要", "owner": {"name": "远方厂"},
            "technology_field": "", "industry": "", "region": "", "trl": None, "modes": [],
            "required_conditions": [], "details": {"background": "它过热。"}, "indicators": [],
        } | row.pop("body", {})  # fmt: skip
        told = {
            "position": len(self.rows) + 1, "identifier": identifier, "home": "far.example",
            "kind": body["kind"], "deleted": False, "body": body,
        } | row  # fmt: skip
        self.rows.append(told)

    def gone(self, number: int) -> None:
        """A record that says that a listing is gone."""
        self.tell(number, deleted=True)

    def get(self, address: str, headers, *, seconds: float, most: int) -> Answer:
        self.asked += 1
        if self.said is not None:
            return Answer(self.status, self.said)
        after = int(parse_qs(urlsplit(address).query)["after"][0])
        later = [row for row in self.rows if row["position"] > after]
        page = later[: self.limit]
        told = {
            "market": "far.example", "records": page,
            "next": page[-1]["position"] if page else after, "more": len(later) > len(page),
        }  # fmt: skip
        return Answer(200, json.dumps(told))


@pytest.fixture
def far(monkeypatch) -> Far:
    found = Far()
    monkeypatch.setattr("backend.exchange.harvest.feed.get", found.get)
    return found


@pytest.fixture
def partner(market: People) -> Market:
    return services.market_add(
        actor=actor(market.operator),
        market_name="far.example",
        name="远方技术市场",
        name_en="Far market",
        region="130900",
        mail="desk@far.example",
        values=MarketValues(protocol="feed", address=ADDRESS, site="https://far.example/"),
    )


def harvest(market: People, partner: Market) -> Run:
    run = services.run_begin(actor=actor(market.operator), market_id=partner.pk)
    services.run_go_on(run_id=run.pk, seconds=60)
    run.refresh_from_db()
    return run


def counts(run: Run) -> dict[str, int]:
    return {name: n for name in Run.COUNTED if (n := getattr(run, name))}


def test_what_is_there_comes_here_and_follows_it(market: People, partner: Market, far: Far):
    for number in range(1, 6):
        far.tell(number)
    far.tell(6, home="127.0.0.1", identifier="oai:127.0.0.1:need/1")  # our own, come back
    far.tell(7, body={"title": ""})
    far.tell(8, body={"language": "fr", "title": "Un besoin"})
    far.tell(9, body={"details": {"budget_min": "viel"}})
    run = harvest(market, partner)
    assert (run.state, counts(run)) == ("finished", {"created": 6, "refused": 2, "looped": 1})
    listing = Listing.objects.get(title="远方需求1")
    assert listing.status == Status.PUBLISHED
    assert Event.objects.filter(name=ListingsPublished.name).exists()  # indexed and matched by it
    assert Listing.objects.get(title="Un besoin").language == "en"

    assert counts(harvest(market, partner)) == {}
    far.tell(1, title="远方需求一改")
    far.tell(2)
    far.gone(3)
    run = harvest(market, partner)
    assert counts(run) == {"changed": 1, "unchanged": 1, "deleted": 1}
    listing.refresh_from_db()
    assert listing.title == "远方需求一改"
    assert Listing.objects.get(title="远方需求3").status == Status.WITHDRAWN
    far.tell(3)
    assert counts(harvest(market, partner)) == {"changed": 1}
    assert Listing.objects.get(title="远方需求3").status == Status.PUBLISHED

    page = text(Client().get(reverse("listing", args=[listing.pk])))
    assert "远方厂" in page
    assert "https://far.example/listings/1/" in page
    assert "mailto:desk@far.example" in page
    # Told on as what it is: who reads both markets knows it by the name of its home.
    records_heal()
    record = Record.objects.get(listing=listing)
    assert (record.identifier, record.home) == ("oai:far.example:need/1", "far.example")
    assert record.body["owner"]["name"] == "远方厂"
    assert "远方技术市场" in text(Client().get(reverse("exchange_markets")))


def test_what_was_changed_or_taken_off_here_stays(market: People, partner: Market, far: Far):
    far.tell(1)
    far.tell(2)
    harvest(market, partner)
    one, two = Listing.objects.filter(origin__isnull=False).order_by("pk")
    listing_revise(
        actor=actor(partner.contact),
        listing_id=one.pk,
        expected_revision=one.revision,
        values=changed(values_of(one), summary="此处补充"),
    )
    listing_withdraw(actor=actor(market.operator), listing_id=two.pk)
    far.tell(1, title="新一")
    far.tell(2, title="新二")
    assert counts(harvest(market, partner)) == {"kept": 2}
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.summary == "此处补充"
    assert two.status == Status.WITHDRAWN


def test_a_deletion_of_everything_waits_for_an_operator(market: People, partner: Market, far: Far):
    far.limit = 50
    for number in range(1, 13):
        far.tell(number)
    harvest(market, partner)
    for number in range(1, 13):
        far.gone(number)
    run = harvest(market, partner)
    assert run.state == Run.State.HELD
    assert Listing.objects.filter(status=Status.PUBLISHED, origin__isnull=False).count() == 12
    with refused(WrongState):
        harvest(market, partner)
    page = text(browser(market.operator).get(reverse("exchange_run", args=[run.pk])))
    assert reverse("exchange_run_act", args=[run.pk, "release"]) in page
    with refused(NotPermitted):
        services.run_release(actor=actor(market.buyer), run_id=run.pk)
    services.run_release(actor=actor(market.operator), run_id=run.pk)
    assert not Listing.objects.filter(status=Status.PUBLISHED, origin__isnull=False).exists()
    run.refresh_from_db()
    assert counts(run) == {"deleted": 12}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("<html>", 200),
        ("[" * 100_000, 200),
        ('{"market": "other.example", "records": [], "next": 0}', 200),
        ('{"market": "far.example", "records": [], "next": 0, "more": true}', 200),
        ('{"market": "far.example", "records": {}, "next": "x"}', 200),
        ("", 302),
    ],
)
def test_garbage_ends_a_run_and_writes_nothing(
    market: People, partner: Market, far: Far, said: str, status: int
):
    far.said, far.status = said, status
    run = harvest(market, partner)
    assert run.state == Run.State.FAILED
    assert run.error
    assert not Origin.objects.exists()
    assert far.asked == 1


def test_the_same_page_for_ever_ends(market: People, partner: Market, far: Far):
    far.tell(1)
    real = far.get

    def again(address, headers, **bounds):
        told = json.loads(real(ADDRESS + "?after=0", headers, **bounds).text)
        return Answer(200, json.dumps(told | {"next": far.asked, "more": True}))

    far.get = again
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("backend.exchange.harvest.feed.get", again)
        run = harvest(market, partner)
    assert (run.state, run.error) == ("failed", "the same page for ever")
    assert far.asked == 2


def test_a_run_that_died_or_was_stopped_goes_on_where_it_was(
    market: People, partner: Market, far: Far, monkeypatch
):
    for number in range(1, 8):
        far.tell(number)
    real = far.get

    def dies(address, headers, **bounds):
        if far.asked == 2:
            raise Unanswered("gone")
        return real(address, headers, **bounds)

    monkeypatch.setattr("backend.exchange.harvest.feed.get", dies)
    run = harvest(market, partner)
    assert (run.state, run.created) == ("running", 4)
    services.run_stop(actor=actor(market.operator), run_id=run.pk)
    monkeypatch.setattr("backend.exchange.harvest.feed.get", real)
    assert services.run_go_on(run_id=run.pk, seconds=60) == 0
    services.run_resume(actor=actor(market.operator), run_id=run.pk)
    services.run_go_on(run_id=run.pk, seconds=60)
    run.refresh_from_db()
    assert (run.state, counts(run)) == ("finished", {"created": 7})
    assert run.actions.filter(what=Action.What.CREATED).count() == 7
    assert far.asked == 4  # no page twice


def test_another_protocol_tells_the_same(market: People, partner: Market, monkeypatch, settings):
    """Our own server stands for one elsewhere: what it tells of three needs is taken here as new."""
    monkeypatch.setattr(answering, "PAGE", 2)
    settings.MARKET_ID = "far.example"
    for number in range(3):
        factories.need(market.buyer, title=f"外地需求{number}", trl=4)
    records_heal()
    client = Client()

    def ask(address, headers, **bounds):
        settings.MARKET_ID = "far.example"
        found = client.get(reverse("oai") + "?" + urlsplit(address).query).content.decode()
        settings.MARKET_ID = "near.example"
        return Answer(200, found)

    monkeypatch.setattr("backend.exchange.harvest.oai.get", ask)
    settings.MARKET_ID = "near.example"
    for protocol, came in (("oai", {"created": 3}), ("oai_dc", {"changed": 3})):
        values = MarketValues(protocol=protocol, address="https://far.example/oai")
        services.market_change(actor=actor(market.operator), market_id=partner.pk, values=values)
        run = harvest(market, partner)
        assert (run.state, counts(run), run.error) == ("finished", came, "")
    assert Listing.objects.filter(origin__home="far.example", title="外地需求1").exists()
    partner.refresh_from_db()
    assert partner.mark


def test_only_operators_look_after_markets(market: People, partner: Market):
    with refused(NotPermitted):
        services.run_begin(actor=actor(market.office), market_id=partner.pk)
    with refused(NotFound):
        services.run_stop(actor=actor(market.operator), run_id=10**6)
    client = browser(market.office)
    assert client.get(reverse("exchange_market", args=[partner.pk])).status_code == 404
    assert client.get(reverse("exchange_market_new")).status_code == 403
    operator = browser(market.operator)
    assert operator.get(reverse("exchange_market", args=[partner.pk])).status_code == 200
    wrong = {
        "name": "另一", "market_name": "other.example", "region": "130900", "mail": "a@b.example",
        "protocol": "feed", "address": "https://10.0.0.1/", "direction": "in", "every_hours": 6,
        "active": "on",
    }  # fmt: skip
    assert operator.post(reverse("exchange_market_new"), wrong).status_code == 422
    assert Market.objects.count() == 1
    right = wrong | {"address": "https://other.example/oai", "protocol": "oai"}
    assert operator.post(reverse("exchange_market_new"), right).status_code == 302
