"""Selecting commissioners: the notice, applications, the unit's decision, the home's consent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING
from backend.accounts.models import Duty, Organisation, User
from backend.accounts.regions import beginning_of, region_of
from backend.accounts.rules import NOT_OWN
from backend.accounts.selectors import memberships_with_duty
from backend.commissioners import rules
from backend.commissioners.choices import FORMS, POSTS, STATIONS, choices_of
from backend.commissioners.events import (
    CommissionerApplied,
    CommissionerProposed,
    SelectionOpened,
    StationSetUp,
)
from backend.commissioners.lifecycle import APPOINTMENT, FULL
from backend.commissioners.models import Appointment, Selection, Station, Territory
from backend.commissioners.selectors import appointment_readable_by, places_left, selection_found
from backend.commissioners.values import SelectionValues, ServiceValues, StationValues
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.core.saving import save_checked

_OUTSIDE = _("Choose places within the region of the unit.")
_NO_CHOICE = _("Choose one from the list.")


def selection_open(*, actor: Actor, unit_id: int, values: SelectionValues) -> Selection:
    """Call for commissioners of a level and year. Raises NotPermitted, ValidationError by field."""
    if not rules.APPOINT.allows(actor, unit_id):
        raise NotPermitted(rules.NOT_UNIT)
    if values.ends_on <= values.starts_on:
        raise ValidationError({"ends_on": [_("A term ends after it begins.")]})
    selection = Selection(unit_id=unit_id, **asdict(values))
    with transaction.atomic():
        save_checked(selection)
        publish(SelectionOpened(selection_id=selection.pk), actor_id=actor.user_id)
    return selection


def commissioner_apply(
    *, actor: Actor, selection_id: int, home_id: int, values: ServiceValues
) -> Appointment:
    """Apply, as somebody of the home institution.

    Raises NotFound, NotPermitted, WrongState after the last day or a second time, ValidationError by
    field.
    """
    selection = selection_found(selection_id)
    if not rules.APPLY.allows(actor, home_id) or home_id in actor.unverified:
        raise NotPermitted(rules.NOT_APPLYING)
    if not selection.open:
        raise WrongState(_("The last day of applications is over."))
    made = _drawn_up(selection, actor.person, home_id, values)
    with transaction.atomic():
        _save(made, values)
        publish(CommissionerApplied(appointment_id=made.pk), actor_id=actor.user_id)
    return made


def commissioner_propose(
    *, actor: Actor, selection_id: int, email: str, values: ServiceValues
) -> Appointment:
    """Propose somebody who did not apply, by e-mail address; the person is asked, then the home
    institution.

    Raises NotFound, NotPermitted, WrongState where all places are taken, ValidationError by field.
    """
    selection = selection_found(selection_id)
    if not rules.APPOINT.allows(actor, selection.unit_id):
        raise NotPermitted(rules.NOT_UNIT)
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    able = memberships_with_duty(Duty.RESEARCHER, *BINDING).filter(
        user=person, organisation__verified_at__isnull=False
    )
    kinds = (Organisation.Kind.GOVERNMENT, Organisation.Kind.OPERATOR, Organisation.Kind.MARKET)
    home = able.exclude(organisation__kind__in=kinds).order_by("pk").first() if person else None
    if person is None or home is None:
        raise ValidationError(
            {"email": [_("Nobody with this address belongs to an organisation here.")]}
        )
    made = _drawn_up(selection, person.pk, home.organisation_id, values)
    if not rules.may_decide(actor, made):
        raise NotPermitted(NOT_OWN)
    made.state, made.decided_by_id = Appointment.State.PROPOSED, actor.user_id
    with transaction.atomic():
        _room(selection)
        _save(made, values)
        publish(CommissionerProposed(appointment_id=made.pk), actor_id=actor.user_id)
    return made


def commissioner_agree(
    *, actor: Actor, appointment_id: int, expected_revision: int | None = None
) -> Appointment:
    """Who was proposed wants to serve. Raises NotFound, NotPermitted, WrongState, Stale."""
    return _moved("agree", actor, appointment_id, expected_revision)


def commissioner_select(
    *, actor: Actor, appointment_id: int, expected_revision: int | None = None
) -> Appointment:
    """Select an applicant; the home institution is asked to release. Raises NotFound, NotPermitted,
    WrongState also where all places are taken, Stale."""
    selection_id = appointment_readable_by(actor, appointment_id).selection_id
    with transaction.atomic():
        # One after the other, so that the last place is given once.
        Selection.objects.select_for_update().get(pk=selection_id)
        return _moved("select", actor, appointment_id, expected_revision)


def commissioner_turn_down(
    *, actor: Actor, appointment_id: int, expected_revision: int | None = None, note: str
) -> Appointment:
    """Do not select an applicant, and say why. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    return _moved("turn_down", actor, appointment_id, expected_revision, note)


def commissioner_withdraw(
    *, actor: Actor, appointment_id: int, expected_revision: int | None = None
) -> Appointment:
    """The person does not want to serve. Raises NotFound, NotPermitted, WrongState, Stale."""
    return _moved("withdraw", actor, appointment_id, expected_revision)


def commissioner_release(
    *, actor: Actor, appointment_id: int, expected_revision: int | None = None
) -> Appointment:
    """The home institution consents. Raises NotFound, NotPermitted, WrongState, Stale."""
    return _moved("release", actor, appointment_id, expected_revision)


def commissioner_refuse(
    *, actor: Actor, appointment_id: int, expected_revision: int | None = None, note: str
) -> Appointment:
    """It does not, and says why. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    return _moved("refuse", actor, appointment_id, expected_revision, note)


def commissioner_end(
    *, actor: Actor, appointment_id: int, expected_revision: int | None = None, note: str
) -> Appointment:
    """End a term early. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    return _moved("end", actor, appointment_id, expected_revision, note)


def station_add(*, actor: Actor, unit_id: int, values: StationValues) -> Station:
    """Set up a station within the unit's region. Raises NotPermitted, ValidationError by field."""
    if not rules.APPOINT.allows(actor, unit_id):
        raise NotPermitted(rules.NOT_UNIT)
    errors = _regions_wrong(Organisation.objects.get(pk=unit_id), [values.region], "region")
    if values.kind not in dict(choices_of(STATIONS)):
        errors["kind"] = [_NO_CHOICE]
    if errors:
        raise ValidationError(errors)
    station = Station(unit_id=unit_id, **asdict(values))
    with transaction.atomic():
        save_checked(station)
        publish(StationSetUp(station_id=station.pk), actor_id=actor.user_id)
    return station


SERVICES: dict[str, Callable[..., Appointment]] = {
    "agree": commissioner_agree,
    "select": commissioner_select,
    "turn_down": commissioner_turn_down,
    "withdraw": commissioner_withdraw,
    "release": commissioner_release,
    "refuse": commissioner_refuse,
    "end": commissioner_end,
}


def _moved(
    act: str, actor: Actor, appointment_id: int, revision: int | None, note: str = ""
) -> Appointment:
    with moving(
        APPOINTMENT, act, appointment_id, actor=actor, expected_revision=revision, note=note
    ) as appointment:
        if act in ("select", "turn_down", "end"):
            appointment.decided_by_id = actor.user_id
        elif act == "release":
            appointment.consented_by_id = actor.user_id
    return appointment


def _room(selection: Selection) -> None:
    if not places_left(Selection.objects.select_for_update().get(pk=selection.pk)):
        raise WrongState(FULL)


def _drawn_up(
    selection: Selection, person_id: int, home_id: int, values: ServiceValues
) -> Appointment:
    """Raises WrongState where the person is among the applicants, ValidationError by field."""
    if Appointment.objects.filter(selection=selection, person=person_id).exists():
        raise WrongState(_("This person is among the applicants already."))
    errors = _regions_wrong(selection.unit, values.regions, "regions")
    for name, what in (("form", FORMS), ("post", POSTS)):
        if getattr(values, name) not in dict(choices_of(what)):
            errors[name] = [_NO_CHOICE]
    if errors:
        raise ValidationError(errors)
    return Appointment(
        selection=selection,
        person_id=person_id,
        home_id=home_id,
        form=values.form,
        post=values.post,
        field=values.field.strip(),
        chain=values.chain,
        statement=values.statement.strip(),
    )


def _save(made: Appointment, values: ServiceValues) -> None:
    save_checked(made)
    Territory.objects.bulk_create(
        Territory(appointment=made, region=region) for region in dict.fromkeys(values.regions)
    )


def _regions_wrong(unit: Organisation, codes: Iterable[str], name: str) -> dict[str, list[object]]:
    given, begins = list(codes), beginning_of(unit.region)
    if given and all(region_of(code) and code.startswith(begins) for code in given):
        return {}
    return {name: [_OUTSIDE]}
