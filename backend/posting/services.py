"""Writes of needs that are being written: begun, answered, confirmed by the firm, posted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.catalog.forms import ListingForm
from backend.catalog.kinds import NEED
from backend.catalog.selectors import brokers_available
from backend.catalog.services import listing_assign_broker, listing_draft, listing_publish
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish

from . import rules
from .answers import answers_begun, answers_merged, form_over
from .events import NeedDraftAnswered, NeedDraftBegun, NeedDraftClaimed
from .lifecycle import NEED_DRAFT
from .models import NeedDraft
from .questions import QUESTIONS, question_named
from .selectors import draft_followed_by, draft_invited

MOST_OPEN = 50  # drafts of one organisation that are not posted
DECLARED = "2026-1"  # the words of the declaration, as templates/posting/_declaration.html has them


class Secrecy(models.TextChoices):
    """What one declares of a text before it is published."""

    NONE = "none", pgettext_lazy("secrecy", "Nothing in it must be kept secret by law")
    UNSURE = "unsure", pgettext_lazy("secrecy", "I am not sure, or something in it must")


def draft_begin(*, actor: Actor, title: str = "") -> NeedDraft:
    """Begin a need of the organisation acted for, or go on with one in which nothing is written.

    Raises NotPermitted, WrongState for too many.
    """
    if not rules.may_begin(actor):
        raise NotPermitted(NEED.words.listed_by)
    owner = Organisation.objects.get(pk=actor.organisation_id or 0)
    untouched = NeedDraft.objects.filter(
        author_id=actor.person, firm=owner, organisation=owner, answered=[], revision=1
    )
    found = None if title.strip() else untouched.first()
    return found or _begun(actor, title, NeedDraft(firm=owner), owner)


def draft_begin_for(
    *,
    actor: Actor,
    firm: Organisation | None = None,
    firm_name: str = "",
    firm_email: str = "",
    title: str = "",
) -> NeedDraft:
    """Begin a need on behalf of a firm: one that is here, or one to be invited by mail.

    Raises NotPermitted, ValidationError by field, WrongState for too many.
    """
    if not rules.may_begin_for(actor):
        raise NotPermitted(
            _("Brokers and regional officers write for firms. Switch to your organisation.")
        )
    if firm is not None:
        if firm.kind != Organisation.Kind.ENTERPRISE:
            raise ValidationError(
                {"firm_name": [_("Needs are posted by enterprises; choose one.")]}
            )
        return _begun(actor, title, NeedDraft(firm=firm), firm)
    name, address = " ".join(firm_name.split()), firm_email.strip().lower()
    if not name:
        raise ValidationError({"firm_name": [_("Say which firm it is.")]})
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError({"firm_email": error.messages}) from error
    return _begun(actor, title, NeedDraft(firm_name=name[:120], firm_email=address), None)


def draft_begin_from(*, actor: Actor, firm: Organisation, title: str, background: str) -> NeedDraft:
    """Begin a need of a firm with its problem told; of another's firm than one's own, that firm
    confirms it. That the actor writes for this firm is the caller's matter. Raises WrongState for too
    many."""
    return _begun(actor, title, NeedDraft(firm=firm), firm, background)


def _begun(
    actor: Actor, title: str, draft: NeedDraft, owner: Organisation | None, background: str = ""
) -> NeedDraft:
    draft.author_id, draft.organisation_id = actor.person, actor.organisation_id or 0
    draft.answers = answers_begun(title, owner) | (
        {"background": [background]} if background else {}
    )
    draft.answered = [QUESTIONS[0].name] if title.strip() else []
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=draft.organisation_id)
        held = NeedDraft.objects.filter(organisation_id=draft.organisation_id)
        if held.exclude(state=NeedDraft.State.POSTED).count() >= MOST_OPEN:
            raise WrongState(_("Many drafts are open already; post or delete some first."))
        draft.save()
        publish(NeedDraftBegun(need_draft_id=draft.pk), actor_id=actor.user_id)
    return draft


def draft_answer(
    *, actor: Actor, need_draft_id: int, question: str, typed: Mapping[str, list[str]]
) -> NeedDraft:
    """Keep the answer to a question as it was typed, right or wrong: the form says what is wrong.

    Raises NotFound, NotPermitted, WrongState where it is posted or waits for somebody else.
    """
    asked = question_named(question)
    with transaction.atomic():
        draft_followed_by(actor, need_draft_id)
        draft = NEED_DRAFT.lock(need_draft_id)
        if not rules.may_answer(actor, draft):
            if rules.may_write(actor, draft) or rules.may_confirm(actor, draft):
                raise WrongState(NEED_DRAFT.settled.get(draft.state, rules.NOT_THE_FIRM))
            raise NotPermitted(rules.NOT_WRITING)
        draft.answers = answers_merged(draft.answers, asked, typed)
        draft.answered = [*dict.fromkeys([*draft.answered, asked.name])]
        draft.revision += 1
        draft.save()
        publish(
            NeedDraftAnswered(need_draft_id=draft.pk, question=asked.name), actor_id=actor.user_id
        )
    return draft


def draft_hand_over(
    *, actor: Actor, need_draft_id: int, expected_revision: int | None = None
) -> NeedDraft:
    """Ask the firm to confirm. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        NEED_DRAFT, "hand_over", need_draft_id, actor=actor, expected_revision=expected_revision
    ) as draft:
        _whole_check(draft)
        draft.handed_over_at, draft.refusal = timezone.now(), ""
    return draft


def draft_post(
    *, actor: Actor, need_draft_id: int, expected_revision: int | None = None, secrecy: str
) -> NeedDraft:
    """Post one's own need, after declaring that nothing in it must be kept secret.

    Raises NotFound, NotPermitted, WrongState (also where the organisation is not verified yet), Stale,
    ValidationError by field.
    """
    return _posted("post", actor, need_draft_id, expected_revision, secrecy)


def draft_confirm(
    *, actor: Actor, need_draft_id: int, expected_revision: int | None = None, secrecy: str
) -> NeedDraft:
    """Post what was written on the firm's behalf; a broker who wrote it accompanies the need.

    Raises as ``draft_post``.
    """
    return _posted("confirm", actor, need_draft_id, expected_revision, secrecy)


def _posted(
    act: str, actor: Actor, need_draft_id: int, expected_revision: int | None, secrecy: str
) -> NeedDraft:
    with moving(
        NEED_DRAFT, act, need_draft_id, actor=actor, expected_revision=expected_revision
    ) as draft:
        if secrecy != Secrecy.NONE:
            raise ValidationError({"secrecy": [_HELD]})
        form = _whole_check(draft)
        listing = listing_draft(
            actor=actor,
            owner_id=draft.firm_id or 0,
            values=form.values(),
            form_token=draft.token,
        )
        if draft.on_behalf and brokers_available().filter(pk=draft.author_id).exists():
            listing_assign_broker(actor=actor, listing_id=listing.pk, broker_id=draft.author_id)
        draft.listing = listing_publish(actor=actor, listing_id=listing.pk)
        draft.declared_by_id = actor.person
        draft.declared_at, draft.declaration = timezone.now(), DECLARED
    return draft


_HELD = _(
    "Then it is not published. Take out what must be kept secret, or ask who is in charge of secrecy in "
    "your organisation; the draft is kept."
)


def _whole_check(draft: NeedDraft) -> ListingForm:
    """The form over the answers. Raises ValidationError where something in them is wrong."""
    form = form_over(draft.answers)
    if not form.is_valid():
        raise ValidationError(
            {"answers": [_("Some answers need attention; they are marked above.")]}
        )
    return form


def draft_refuse(
    *, actor: Actor, need_draft_id: int, expected_revision: int | None = None, note: str
) -> NeedDraft:
    """The firm does not want it. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        NEED_DRAFT,
        "refuse",
        need_draft_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as draft:
        return draft


def draft_take_back(
    *, actor: Actor, need_draft_id: int, expected_revision: int | None = None
) -> NeedDraft:
    """Go on writing what the firm was asked about. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        NEED_DRAFT, "take_back", need_draft_id, actor=actor, expected_revision=expected_revision
    ) as draft:
        return draft


def draft_drop(
    *, actor: Actor, need_draft_id: int, expected_revision: int | None = None
) -> NeedDraft:
    """Throw it away. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        NEED_DRAFT, "drop", need_draft_id, actor=actor, expected_revision=expected_revision
    ) as draft:
        return draft


def draft_claim(*, actor: Actor, token: UUID) -> NeedDraft:
    """Take up what was written for one's firm, by the invitation that came by mail, as the enterprise
    acted for.

    Raises NotFound, NotPermitted for another address or without an enterprise, WrongState where it was
    taken up already or is over.
    """
    found = draft_invited(token)
    if User.objects.get(pk=actor.person).email.lower() != found.firm_email:
        raise NotPermitted(
            _("This invitation was sent to another address; sign in with that one, or ask again.")
        )
    if not rules.may_begin(actor):
        raise NotPermitted(_("Register your enterprise first, then open this invitation again."))
    with transaction.atomic():
        draft = NEED_DRAFT.lock(found.pk)
        if not draft.claimable:
            raise WrongState(
                _("This invitation was used already, was taken back, or is older than 30 days.")
            )
        draft.firm_id = actor.organisation_id
        draft.revision += 1
        draft.save()
        publish(NeedDraftClaimed(need_draft_id=draft.pk), actor_id=actor.user_id)
    return draft


SERVICES: dict[str, Callable[..., NeedDraft]] = {
    "post": draft_post,
    "hand_over": draft_hand_over,
    "confirm": draft_confirm,
    "refuse": draft_refuse,
    "take_back": draft_take_back,
    "drop": draft_drop,
}
