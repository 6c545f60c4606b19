"""A market each of whose texts bears a word of its own, with the tokens of who may read it.

Things come from what walks the tables of states (``WALKED``), so that a new one is here by itself. What
a table says is its parties' unless ``OPEN`` names it: a new table is private until somebody decides
otherwise.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import MultipleObjectsReturned, ValidationError
from django.db import DataError, IntegrityError, models, transaction

from backend.accounts.audiences import EVERYONE, REGISTERED
from backend.accounts.models import Duty, Organisation, User
from backend.catalog.kinds import KINDS
from backend.catalog.models import Disclosure, Listing
from backend.catalog.services import listing_draft, listing_publish
from backend.catalog.values import VALUES
from backend.conversation.services import message_write
from backend.core.errors import Refusal
from backend.deals.models import Deal
from backend.following.services import search_save
from backend.supermarket.services import favourite_keep
from tests import factories
from tests.backend.attachments.adding import add
from tests.backend.attachments.samples import PDF, upload
from tests.backend.core.walked import WALKED
from tests.factories import Market, actor

ALL = EVERYONE | {REGISTERED}
# Tables whose texts are told to more than those whom they concern, and to whom.
OPEN: dict[str, frozenset[str]] = {
    "challenges.Call": ALL,  # once it is posted
    "commissioners.Selection": ALL,
    "integrity.Draw": ALL,  # who inspects what is drawn in public
    "bulletins.Bulletin": ALL,
    "editions.Edition": ALL,  # once it asks for proposals
    "pools.Project": ALL,
    "programmes.ProgrammeVersion": ALL,
}
# Columns that no person writes, and tables whose rows are machinery.
WRITTEN_BY_NOBODY = {"content", "body", "cursor", "error", "checkout_url", "provider_id"}
MACHINERY = {"core", "discovery", "exchange", "webhooks", "ledger", "config"}
SAID = {"title", "what", "words", "note", "purpose", "reason", "next_step", "agenda", "place"}

_numbers = itertools.count(1)


def word() -> str:
    """One that stands nowhere else."""
    # Far from every other one: a search that forgives slips of the pen must not find one for another.
    return f"zq{hashlib.sha256(str(next(_numbers)).encode()).hexdigest()[:12]}qz"


@dataclass
class Planted:
    """Words with where they stand and the tokens of their readers."""

    market: Market
    outsiders: dict[str, User | None]
    readers: dict[str, frozenset[str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    secret: list[Listing] = field(default_factory=list)

    def plant(self, place: str, tokens: Iterable[str] = ()) -> str:
        """A word for a place, and who may read it beside those whom it concerns."""
        made = word()
        self.readers[made], self.places[made] = frozenset(tokens), place
        return made


def outsiders() -> dict[str, User | None]:
    """People who have no part in anything that the market does."""
    government = Organisation.Kind.GOVERNMENT
    bureau = factories.organisation(government, unit_kind="science", region="330100")
    found: dict[str, User | None] = {
        "visitor": None,
        "registered": factories.user(),
        "firm": factories.member(factories.organisation(), Duty.ENTERPRISE_MEMBER),
        "broker": factories.member(factories.organisation(Organisation.Kind.AGENCY), Duty.BROKER),
        "officer": factories.member(bureau, Duty.REGIONAL_OFFICER),
    }
    # Who may do all that the others may, at once.
    everything = factories.member(bureau, Duty.REGIONAL_OFFICER)
    duties = [duty for duty in Duty if duty != Duty.OPERATOR]
    factories.join(everything, factories.organisation(region="330100"), *duties)
    return {**found, "everything": everything}


# Listings are here already, and money that is settled takes a whole market's reactions.
APART = {"listing", "pairing", "refund", "payout", "invoice", "change_report"}


def planted_listings(market: Market) -> Planted:
    """Listings of every kind and tier."""
    world = Planted(market, outsiders())
    for kind in KINDS:
        _listings(world, kind)
    return world


def plant_the_rest(world: Planted) -> None:
    """Every other thing that there is, once, and a word in each of its texts."""
    made = 0
    for name, walked in WALKED.items():
        if name in APART:
            continue
        # Some stand on a row that an earlier one has made: those need a market of their own.
        with (
            suppress(IntegrityError, MultipleObjectsReturned, AssertionError, ValidationError),
            suppress(Refusal),
            transaction.atomic(),
        ):
            walked.make(world.market)
            made += 1
    assert made > 3 / 4 * len(WALKED), "most of what there is cannot be made in one market"
    _room(world)
    _rows(world)


CONDITIONAL = {"licence_terms"}  # texts that are written in one way of pricing alone
AUTHORS = {"service": "tester", "scene": "buyer", "need": "buyer"}
GIVEN: dict[str, dict[str, Any]] = {
    "service": {"category": "testing"},
    "instrument": {"category": "analysis"},
    "pilot_base": {"level": "provincial"},
    "scene": {"category": "environment"},
}


def _listings(world: Planted, kind: str) -> None:
    """One for registered readers, where there is such a thing one in confidence, and a draft."""
    market = world.market
    tester = factories.member(
        factories.organisation(Organisation.Kind.SERVICE_INSTITUTION), Duty.SERVICE_MEMBER
    )
    people = {"tester": tester, "buyer": market.buyer}
    by = people.get(AUTHORS.get(kind, ""), market.office)
    tiers = [Disclosure.REGISTERED] + [Disclosure.CONFIDENTIAL] * KINDS[kind].paired
    for disclosure in tiers:
        details = {REGISTERED} if disclosure == Disclosure.REGISTERED else ()
        summary = ALL if disclosure == Disclosure.REGISTERED else {REGISTERED}
        world.secret.append(_listing(world, kind, by, disclosure, summary, details))
    if not KINDS[kind].presents_owner:
        _listing(world, kind, by, "draft", (), ())


def _listing(
    world: Planted, kind: str, by: User, tier: str, summary: Iterable[str], details: Iterable[str]
) -> Listing:
    who = actor(by)
    texts = [name for name in KINDS[kind].texts if name not in CONDITIONAL]
    said = {name: world.plant(f"{kind} {tier}: {name}", details) for name in texts}
    values = VALUES[kind](
        title=f"散热膜 {world.plant(f'{kind} {tier}: title', summary)}",
        summary=f"柔性散热膜 {world.plant(f'{kind} {tier}: summary', summary)}",
        disclosure=Disclosure.CONFIDENTIAL if tier == "draft" and KINDS[kind].paired
        else Disclosure.REGISTERED if tier == "draft" else tier,
        **GIVEN.get(kind, {}) | {name: f"导热系数高 {text}" for name, text in said.items()},
    )  # fmt: skip
    assert who.organisation_id is not None
    made = listing_draft(actor=who, owner_id=who.organisation_id, values=values)
    if tier != "draft":
        made = listing_publish(actor=who, listing_id=made.pk)
    if KINDS[kind].paired:
        for files in ("details", "parties"):
            tokens = details if files == "details" and tier != "draft" else ()
            name = world.plant(f"file of {kind} {tier}: {files}", tokens)
            inside = world.plant(f"in a file of {kind} {tier}: {files}", tokens)
            sent = upload(f"{name}.pdf", PDF + f"%{inside}\n".encode())
            add(made, by, tier=files, upload=sent)
    return made


def _room(world: Planted) -> None:
    """What is said and kept beside the tables."""
    market, deal = world.market, Deal.objects.order_by("pk")[0]
    told = world.plant("message of a deal")
    file = upload(f"{world.plant('file of a message')}.pdf")
    message_write(
        actor=actor(market.buyer), subject="deal", subject_id=deal.pk, text=told, upload=file
    )
    search_save(actor=actor(market.buyer), name=world.plant("saved search"), text="散热")
    favourite_keep(actor=actor(market.buyer), listing_id=world.secret[0].pk)


def _rows(world: Planted) -> None:
    """A word in each text of each row that the listings' own planting has not filled."""
    for model in apps.get_models():
        app = model._meta.app_label
        if app in MACHINERY or not model.__module__.startswith("backend."):
            continue
        for column in model._meta.concrete_fields:
            if app != "catalog" and _said(column):
                _fill(world, model, column.name)


def _said(column: Any) -> bool:
    """Whether people write it, in words of their own."""
    if column.name in WRITTEN_BY_NOBODY or column.choices or column.unique:
        return False
    if isinstance(column, models.TextField):
        return True
    return type(column) is models.CharField and column.name in SAID


def _fill(world: Planted, model: type[models.Model], column: str) -> None:
    label = model._meta.label
    for pk, held in model._default_manager.values_list("pk", column):
        if isinstance(held, str) and "zq" in held:
            continue
        made = world.plant(f"{label}.{column}", OPEN.get(label, ()))
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=pk).update(**{column: made})
        except (DataError, IntegrityError):
            del world.readers[made]  # a text that the database holds to a form of its own
