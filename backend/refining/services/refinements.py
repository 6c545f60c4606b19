"""A need is opened to those who help to refine it, and closed to them again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.lifecycle import listing_lock
from backend.catalog.models import Listing
from backend.catalog.selectors import brokers_available
from backend.catalog.services import listing_readers_set
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.refining import rules
from backend.refining.events import HelperAdded, RefinementAsked, RefinementOpened
from backend.refining.lifecycle import REFINEMENT
from backend.refining.models import Helper, Refinement
from backend.refining.selectors import people_helping, refinement_followed_by, units_for

MOST = 2000


def refinement_open(
    *,
    actor: Actor,
    listing_id: int,
    wish: str = Refinement.Wish.WORDING,
    words: str = "",
    unit_id: int | None = None,
    broker_id: int | None = None,
) -> Refinement:
    """Open one's own need to a broker, to an office of the region, or to both.

    Raises NotFound, NotPermitted, ValidationError by field, WrongState where it is being refined
    already or left the market.
    """
    with transaction.atomic():
        listing = listing_lock(actor, listing_id)
        if not rules.may_open(actor, listing):
            raise NotPermitted(rules.NOT_THE_OWNER)
        refinement = _checked(listing, wish, words)
        refinement.opened_at = timezone.now()
        if unit_id is None and broker_id is None:
            raise ValidationError(
                {"unit": [_("Choose whom you ask: an office, a broker or both.")]}
            )
        if unit_id is not None and not units_for(listing).filter(pk=unit_id).exists():
            raise ValidationError({"unit": [_("Choose an office of your own region.")]})
        if broker_id is not None and not brokers_available().filter(pk=broker_id).exists():
            raise ValidationError({"broker": [_("There is no such broker.")]})
        refinement.unit_id = unit_id
        refinement.save()
        if broker_id is not None:
            Helper.objects.create(refinement=refinement, user_id=broker_id)
        _readers_follow(refinement, actor)
        publish(RefinementOpened(refinement_id=refinement.pk), actor_id=actor.user_id)
    return refinement


def refinement_ask(
    *, actor: Actor, listing_id: int, words: str, helper_ids: Iterable[int] = ()
) -> Refinement:
    """Propose to the owner of a need to have it refined, by oneself and by ``helper_ids``.

    Raises NotFound, NotPermitted, ValidationError for the words, WrongState as ``refinement_open``.
    """
    with transaction.atomic():
        listing = listing_lock(actor, listing_id)
        if not rules.may_ask(actor, listing):
            raise NotPermitted(_("Brokers and regional officers propose this to the owner."))
        if not words.strip():
            raise ValidationError(
                {"words": [_("Say what you would make clearer; the owner reads it.")]}
            )
        refinement = _checked(listing, Refinement.Wish.WORDING, words)
        refinement.state = Refinement.State.ASKED
        refinement.asked_by_id, refinement.asked_for_id = actor.person, actor.organisation_id
        refinement.save()
        helpers = dict.fromkeys([actor.person, *helper_ids])
        Helper.objects.bulk_create(Helper(refinement=refinement, user_id=pk) for pk in helpers)
        publish(RefinementAsked(refinement_id=refinement.pk), actor_id=actor.user_id)
    return refinement


def _checked(listing: Listing, wish: str, words: str) -> Refinement:
    if listing.off_market:
        raise WrongState(_("This need has left the market; publish it again first."))
    if listing.refinements.filter(state__in=Refinement.RUNNING).exists():
        raise WrongState(_("The need is being refined already, or that was proposed to its owner."))
    if wish not in Refinement.Wish.values:
        raise ValidationError({"wish": [_("Choose what would help.")]})
    words = words.replace("\x00", "").strip()
    if len(words) > MOST:
        raise ValidationError({"words": [_("At most 2,000 characters.")]})
    return Refinement(listing=listing, wish=wish, words=words)


def refinement_agree(
    *, actor: Actor, refinement_id: int, expected_revision: int | None = None
) -> Refinement:
    """Have the need refined as was proposed. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        REFINEMENT, "agree", refinement_id, actor=actor, expected_revision=expected_revision
    ) as refinement:
        refinement.opened_at = timezone.now()
        _readers_follow(refinement, actor)
    return refinement


def refinement_decline(
    *, actor: Actor, refinement_id: int, expected_revision: int | None = None, note: str
) -> Refinement:
    """Say that it is not wanted. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        REFINEMENT,
        "decline",
        refinement_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as refinement:
        return refinement


def refinement_close(
    *, actor: Actor, refinement_id: int, expected_revision: int | None = None
) -> Refinement:
    """Finish it; helpers read no more than others. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        REFINEMENT, "close", refinement_id, actor=actor, expected_revision=expected_revision
    ) as refinement:
        refinement.closed_at = timezone.now()
        _readers_follow(refinement, actor)
    return refinement


def helper_add(*, actor: Actor, refinement_id: int, user_id: int) -> Refinement:
    """Bring a broker in. Raises NotFound, NotPermitted, WrongState, ValidationError."""
    with transaction.atomic():
        refinement_followed_by(actor, refinement_id)
        refinement = REFINEMENT.lock(refinement_id)
        if not rules.may_bring_in(actor, refinement):
            raise NotPermitted(rules.NOT_HELPING)
        if refinement.state != Refinement.State.OPEN:
            raise WrongState(REFINEMENT.settled.get(refinement.state, _("It is not open yet.")))
        if not brokers_available().filter(pk=user_id).exists():
            raise ValidationError({"broker": [_("There is no such broker.")]})
        _helper, new = Helper.objects.get_or_create(refinement=refinement, user_id=user_id)
        if new:
            _readers_follow(refinement, actor)
            publish(
                HelperAdded(refinement_id=refinement.pk, user_id=user_id), actor_id=actor.user_id
            )
    return refinement


def _readers_follow(refinement: Refinement, actor: Actor) -> None:
    """While it is open all who help read the whole need, afterwards no more than others do."""
    running = refinement.state == Refinement.State.OPEN
    listing_readers_set(
        listing_id=refinement.listing_id,
        ground=refinement.ground,
        user_ids=people_helping(refinement) if running else (),
        actor_id=actor.user_id,
    )


REFINEMENT_SERVICES: dict[str, Callable[..., Refinement]] = {
    "agree": refinement_agree,
    "decline": refinement_decline,
    "close": refinement_close,
}
