"""Writes of invitations to talks: one side invites, each agrees for itself, both open a deal."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.selectors import on_market
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_on_market
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.deals.models import Deal, DealDuty, Stage
from backend.deals.services import DealValues, deal_open
from backend.mandates.services import mandate_use

from . import rules
from .events import IntroductionMade
from .lifecycle import INTRODUCTION
from .models import SIDES, Introduction
from .values import IntroductionValues

MOST_OPEN = 20  # invitations of one organisation that nobody answered
MOST_CHARACTERS = {"title": 200, "note": 2000}


def introduction_make(*, actor: Actor, values: IntroductionValues) -> Introduction:
    """Invite another organisation to talk, or two of them as their broker; one's own side agrees
    thereby.

    Raises NotPermitted, ValidationError by field, WrongState where the two talk about it already, an
    invitation about it is open, or too many wait for an answer.
    """
    making_check(actor)
    with transaction.atomic():
        introduction = _checked(actor, values)
        _free_check(introduction)
        side = _own_side(introduction)
        if side is not None:
            _sign(introduction, side, actor)
        introduction.save()
        publish(IntroductionMade(introduction_id=introduction.pk), actor_id=actor.user_id)
    return introduction


def making_check(actor: Actor) -> None:
    """Raise NotPermitted where the actor may invite nobody as the organisation acted for."""
    if not rules.may_begin(actor):
        raise NotPermitted(
            _(
                "Members of an enterprise, a university or an agency invite to talks. Switch to yours."
            )
        )


def introduction_agree(
    *, actor: Actor, introduction_id: int, expected_revision: int | None = None
) -> Introduction:
    """Agree for the actor's side; when both have, the talks are open.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with transaction.atomic():
        with moving(
            INTRODUCTION,
            "agree",
            introduction_id,
            actor=actor,
            expected_revision=expected_revision,
        ) as introduction:
            introduction.answering = rules.side_of(actor, introduction)
            _by_mandate(introduction, introduction.answering, actor, "agree")
            _sign(introduction, introduction.answering, actor)
        if not introduction.asked:
            introduction.deal = _open(introduction, actor)
            advance(INTRODUCTION, "open", introduction, actor_id=actor.user_id)
    return introduction


def introduction_decline(
    *, actor: Actor, introduction_id: int, expected_revision: int | None = None, note: str
) -> Introduction:
    """Decline for the actor's side, with a reason that the other reads.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the note.
    """
    with moving(
        INTRODUCTION,
        "decline",
        introduction_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as introduction:
        introduction.answering = rules.side_of(actor, introduction)
        _by_mandate(introduction, introduction.answering, actor, "refuse")
        introduction.declined_by_id = actor.user_id
    return introduction


def introduction_withdraw(
    *, actor: Actor, introduction_id: int, expected_revision: int | None = None
) -> Introduction:
    """Take one's own invitation back. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        INTRODUCTION, "withdraw", introduction_id, actor=actor, expected_revision=expected_revision
    ) as introduction:
        return introduction


SERVICES: dict[str, Callable[..., Introduction]] = {
    "agree": introduction_agree,
    "decline": introduction_decline,
    "withdraw": introduction_withdraw,
}


def _checked(actor: Actor, values: IntroductionValues) -> Introduction:
    """The invitation as it was written. Raises NotPermitted, ValidationError by field."""
    errors: dict[str, list[object]] = {}
    sides = _sides(values, errors)
    need = _listing(actor, "need", values.need_id, values.buyer_id, errors)
    offer = _listing(actor, "offer", values.offer_id, values.seller_id, errors)
    written = {}
    for name, most in MOST_CHARACTERS.items():
        written[name] = getattr(values, name).replace("\x00", "").strip()
        if not written[name]:
            errors[name] = [_("Say what you want to talk about.")]
        elif len(written[name]) > most:
            errors[name] = [_("At most %(n)s characters.") % {"n": most}]
    if errors:
        raise ValidationError(errors)
    introduction = Introduction(
        buyer=sides[values.buyer_id],
        seller=sides[values.seller_id],
        need=need,
        offer=offer,
        title=" ".join(written["title"].split()),
        note=written["note"],
        proposed_by_id=actor.person,
        proposed_for_id=actor.organisation_id or 0,
    )
    _making_for_check(actor, introduction)
    return introduction


def _sides(values: IntroductionValues, errors: dict[str, list[object]]) -> dict[int, Organisation]:
    """Both organisations, locked in the order of ids: of two who invite at once the second sees the
    first."""
    wanted = {"buyer": values.buyer_id, "seller": values.seller_id}
    if values.buyer_id == values.seller_id:
        errors["seller"] = [_("An organisation does not talk with itself; choose another one.")]
    found = {
        row.pk: row
        for row in Organisation.objects.select_for_update()
        .filter(on_market(), pk__in=wanted.values())
        .order_by("pk")
    }
    for name, pk in wanted.items():
        if pk not in found:
            errors[name] = [_("There is no verified organisation of this name or credit code.")]
        elif found[pk].kind == Organisation.Kind.MARKET:
            errors[name] = [
                _("This is listed at a partner market: ask there, nobody answers here.")
            ]
    return found


def _listing(
    actor: Actor, name: str, pk: int | None, owner_id: int, errors: dict[str, list[object]]
) -> Listing | None:
    """The need or offer of its side, on the market, that the actor may read."""
    if pk is None:
        return None
    found = listings_on_market(actor).filter(pk=pk, owner_id=owner_id).first()
    if found is None or not found.type.paired or found.type.seeks != (name == "need"):
        errors[name] = [
            _("Choose a need of the buyer that is on the market.")
            if name == "need"
            else _("Choose an achievement or expert of the seller on the market.")
        ]
    return found


def _making_for_check(actor: Actor, introduction: Introduction) -> None:
    side = _own_side(introduction)
    if side is None:
        allowed = rules.INTRODUCE.allows(actor, introduction.proposed_for_id)
        refused = _("Only brokers bring two other organisations together.")
    else:
        allowed = rules.may_invite_for(actor, introduction.listing_of(side))
        refused = _("Ask the contact of this listing, or who answers for your organisation.")
    if not allowed:
        raise NotPermitted(refused)
    agency = Organisation.objects.get(pk=introduction.proposed_for_id)
    if not agency.verified:
        raise WrongState(_("Your organisation waits for verification; invite others then."))


def _free_check(introduction: Introduction) -> None:
    about = {name: getattr(introduction, f"{name}_id") for name in ("need", "offer")}
    among = {"buyer": introduction.buyer, "seller": introduction.seller}
    held = Deal.objects.filter(**about).exclude(stage=Stage.LOST)
    if all(about.values()) and held.exists():
        raise WrongState(_("Talks about these two are open already; see your deals."))
    waiting = Introduction.objects.filter(state=Introduction.State.OPEN)
    same = waiting.filter(**among, **{f"{name}_id": pk for name, pk in about.items()})
    if not any(about.values()):
        same = same.filter(
            title__iexact=introduction.title
        )  # without a listing it tells the matter
    if same.exists():
        raise WrongState(_("An invitation about this waits for an answer already."))
    if waiting.filter(proposed_for=introduction.proposed_for_id).count() >= MOST_OPEN:
        raise WrongState(_("Many of your invitations wait for an answer; take some back first."))


def _own_side(introduction: Introduction) -> DealDuty | None:
    """The side that invites; None for a broker between the two."""
    for side in SIDES:
        if introduction.organisation_of(side).pk == introduction.proposed_for_id:
            return side
    return None


def _by_mandate(introduction: Introduction, side: DealDuty, actor: Actor, act: str) -> None:
    """Keep by which mandate a broker answers for a side, and put it on the client's record."""
    held = rules.mandate_used(actor, introduction, side)
    listing = introduction.listing_of(side)
    if held is not None and listing is not None:
        setattr(introduction, f"{side}_mandate", held.number)
        mandate_use(actor=actor, listing=listing, act=act)


def _sign(introduction: Introduction, side: DealDuty, actor: Actor) -> None:
    setattr(introduction, f"{side}_agreed_by_id", actor.user_id)
    setattr(introduction, f"{side}_agreed_at", timezone.now())


def _open(introduction: Introduction, actor: Actor) -> Deal:
    """Both agreed: those who did, and the contacts of what it is about, take part."""
    need, offer = introduction.need, introduction.offer
    people = []
    for side in SIDES:
        listing = introduction.listing_of(side)
        joined = [listing.contact_id] if listing is not None else []
        if not getattr(introduction, f"{side}_mandate"):
            joined.append(getattr(introduction, f"{side}_agreed_by_id"))
        people += [(user_id, side) for user_id in dict.fromkeys(joined)]
    return deal_open(
        actor=actor,
        values=DealValues(
            origin_kind=Introduction.ORIGIN,
            origin_id=introduction.pk,
            title=f"{need.title} ↔ {offer.title}" if need and offer else introduction.title,
            buyer_id=introduction.buyer_id,
            seller_id=introduction.seller_id,
            need=need,
            offer=offer,
            people=people,
            broker_id=introduction.proposed_by_id if introduction.brokered else None,
        ),
    )
