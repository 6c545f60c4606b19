"""Writes of registers: asked for, registered, agreed to, reported, published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.catalog.kinds import NEED
from backend.catalog.models import Listing
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.core.saving import save_checked

from . import events, rules
from .kinds import registers
from .lifecycle import REGISTERED
from .models import JointNeed, Member, Registered, RegisterList, Year
from .selectors import registered_found, units_for
from .values import RegisteredValues

MOST_MEMBERS = 60


def registered_propose(*, actor: Actor, host_id: int, values: RegisteredValues) -> Registered:
    """Ask that a platform, alliance or carrier of the host is registered; those named in it are asked.

    Raises NotPermitted, ValidationError by field.
    """
    if not rules.HOST.allows(actor, host_id):
        raise NotPermitted(rules.NOT_HOST)
    host = Organisation.objects.get(pk=host_id)
    given = asdict(values)
    member_ids = [pk for pk in dict.fromkeys(given.pop("member_ids")) if pk != host_id]
    if errors := _wrong(values, member_ids):
        raise ValidationError(errors)
    if not units_for(host_id).filter(pk=values.unit_id).exists():
        raise ValidationError({"unit": [_("Choose the science bureau of your region.")]})
    made = Registered(host=host, region=host.region, **given)
    with transaction.atomic():
        save_checked(made)
        Member.objects.bulk_create(Member(registered=made, organisation_id=pk) for pk in member_ids)
        publish(events.RegisteredProposed(registered_id=made.pk), actor_id=actor.user_id)
    return made


def _wrong(values: RegisteredValues, member_ids: list[int]) -> dict[str, list[object]]:
    register = registers().get(values.register)
    if register is None:
        return {"register": [_("Choose from the list.")]}
    errors: dict[str, list[object]] = {}
    if values.type not in {one.code for one in register.types}:
        errors["type"] = [_("Choose from the list.")]
    if values.level not in Registered.Level.values:
        errors["level"] = [_("Choose from the list.")]
    if values.recognised_on > timezone.localdate():
        errors["recognised_on"] = [_("This day has not come yet.")]
    if values.valid_until is not None and values.valid_until <= values.recognised_on:
        errors["valid_until"] = [_("It would end before it begins.")]
    if register.charter and not values.charter.strip():
        errors["charter"] = [_("Say how results, costs and risks are shared.")]
    if register.charter and not member_ids:
        errors["members"] = [_("Name at least one other member.")]
    verified = Organisation.objects.filter(pk__in=member_ids, verified_at__isnull=False)
    if len(member_ids) > MOST_MEMBERS or verified.count() != len(member_ids):
        errors["members"] = [_("Name up to %(n)s verified organisations.") % {"n": MOST_MEMBERS}]
    return errors


def registered_register(
    *, actor: Actor, registered_id: int, expected_revision: int | None = None
) -> Registered:
    """Take it into the register. Raises NotFound, NotPermitted, WrongState, Stale."""
    return _moved("register", actor, registered_id, expected_revision)


def registered_decline(
    *, actor: Actor, registered_id: int, expected_revision: int | None = None, note: str
) -> Registered:
    """Do not, and say why. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    return _moved("decline", actor, registered_id, expected_revision, note)


def registered_remove(
    *, actor: Actor, registered_id: int, expected_revision: int | None = None, note: str
) -> Registered:
    """Take it off. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    return _moved("remove", actor, registered_id, expected_revision, note)


def _moved(act: str, actor: Actor, pk: int, revision: int | None, note: str = "") -> Registered:
    with moving(
        REGISTERED, act, pk, actor=actor, expected_revision=revision, note=note
    ) as registered:
        return registered


def member_agree(*, actor: Actor, registered_id: int, organisation_id: int) -> Member:
    """Agree to belong to it, and to its charter. Raises NotFound, NotPermitted. Safe to repeat."""
    found = registered_found(actor, registered_id)
    if not rules.may_bind(actor, organisation_id):
        raise NotPermitted(rules.NOT_MEMBER)
    with transaction.atomic():
        member = found.members.select_for_update().filter(organisation_id=organisation_id).first()
        if member is None:
            raise NotFound(rules.NOT_MEMBER)
        if member.agreed_at is None:
            member.agreed_by_id, member.agreed_at = actor.person, timezone.now()
            member.save()
            told = events.MemberAgreed(registered_id=registered_id, organisation_id=organisation_id)
            publish(told, actor_id=actor.user_id)
    return member


def need_join(*, actor: Actor, registered_id: int, listing_id: int) -> JointNeed:
    """Bring a published need of a member, or of the host, as one of all. Raises NotFound,
    NotPermitted, WrongState. Safe to repeat."""
    found = registered_found(actor, registered_id)
    need = Listing.objects.filter(pk=listing_id, kind=NEED.name).first()
    if need is None or not rules.may_bind(actor, need.owner_id):
        raise NotPermitted(_("Choose a need of your own organisation."))
    belongs = found.members.filter(organisation=need.owner_id, agreed_at__isnull=False)
    if need.owner_id != found.host_id and not belongs.exists():
        raise NotPermitted(rules.NOT_MEMBER)
    if not (found.holds and found.kind.charter):
        raise WrongState(_("Only registered alliances bring joint needs."))
    with transaction.atomic():
        joint, made = JointNeed.objects.get_or_create(registered=found, need=need)
        if made:
            told = events.NeedJoined(registered_id=found.pk, listing_id=need.pk)
            publish(told, actor_id=actor.user_id)
    return joint


def year_state(
    *, actor: Actor, registered_id: int, year: int, figures: Mapping[str, Decimal]
) -> Year:
    """State the figures of a year, or put them right. Raises NotFound, NotPermitted,
    ValidationError by figure."""
    found = registered_found(actor, registered_id)
    if not rules.may_host(actor, found):
        raise NotPermitted(rules.NOT_HOST)
    errors: dict[str, list[object]] = {}
    kept = {}
    for one in found.kind.figures:
        try:
            kept[one.code] = str(Decimal(figures[one.code]).quantize(Decimal("0.01")))
            if not 0 <= figures[one.code] < Decimal(10) ** 10:
                raise InvalidOperation
        except (KeyError, InvalidOperation):
            errors[one.code] = [_("Give a number of zero or more.")]
    if not found.recognised_on.year <= year <= timezone.localdate().year:
        errors["year"] = [_("Give a year since its recognition.")]
    if errors:
        raise ValidationError(errors)
    with transaction.atomic():
        stated, _made = Year.objects.update_or_create(
            registered=found, year=year, defaults={"figures": kept, "stated_by_id": actor.person}
        )
        told = events.YearReported(registered_id=found.pk, year=year)
        publish(told, actor_id=actor.user_id)
    return stated


def list_publish(*, actor: Actor, unit_id: int, register: str) -> RegisterList:
    """Publish a unit's register as it stands today. Raises NotPermitted, NotFound, WrongState where
    nothing is registered."""
    if not rules.KEEP.allows(actor, unit_id):
        raise NotPermitted(rules.NOT_KEEPER)
    if register not in registers():
        raise NotFound(_("There is no such register."))
    held = Registered.objects.filter(
        unit=unit_id, register=register, state=Registered.State.LISTED
    ).select_related("host")
    rows = [
        {
            "name": one.name,
            "type": one.type,
            "level": one.level,
            "host": one.host.name,
            "number": one.number,
            "recognised_on": one.recognised_on.isoformat(),
            "valid_until": one.valid_until.isoformat() if one.valid_until else "",
        }
        for one in held.order_by("type", "recognised_on", "pk")
        if one.holds
    ]
    if not rows:
        raise WrongState(_("Nothing is registered that could be published."))
    with transaction.atomic():
        made = RegisterList.objects.create(
            unit_id=unit_id, register=register, published_by_id=actor.person, rows=rows
        )
        publish(events.RegisterPublished(register_list_id=made.pk), actor_id=actor.user_id)
    return made


SERVICES: dict[str, Callable[..., Registered]] = {
    "register": registered_register,
    "decline": registered_decline,
    "remove": registered_remove,
}
