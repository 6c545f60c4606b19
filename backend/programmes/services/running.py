"""Opening a programme for a year, changing its terms, closing it; the register of providers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.regions import beginning_of
from backend.accounts.selectors import on_market
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.ledger.kinds import EntryKind
from backend.ledger.services import journal_post
from backend.ledger.values import Leg
from backend.programmes import rules
from backend.programmes.events import ProgrammeChanged, ProgrammeOpened, ProviderRecognised
from backend.programmes.lifecycle import PROGRAMME, programme_locked
from backend.programmes.models import Programme, ProgrammeVersion, Provider
from backend.programmes.schemes import Scheme, Terms, schemes
from backend.programmes.selectors import version_now
from backend.programmes.selectors.money import budget_account, funding_account
from backend.programmes.values import ProgrammeValues


def programme_open(*, actor: Actor, unit_id: int, values: ProgrammeValues) -> Programme:
    """Open a scheme for a year, with its first figures.

    Raises NotFound, NotPermitted, WrongState where it is open already, ValidationError by field.
    """
    if not rules.RUN.allows(actor, unit_id):
        raise NotPermitted(rules.NOT_RUNNING)
    scheme = _scheme(values.scheme_code)
    unit = Organisation.objects.get(pk=unit_id)
    if not scheme.region.startswith(beginning_of(unit.region)):
        raise WrongState(_("This programme is of another region."))
    _check(values, scheme)
    with transaction.atomic():
        programme, new = Programme.objects.get_or_create(
            scheme_code=scheme.code,
            year=values.year,
            unit=unit,
            defaults={
                "number": number_take("programme"),
                "payer": _payer(scheme, unit),
                "closes_on": values.closes_on,
                "opened_by_id": actor.person,
            },
        )
        if not new:
            raise WrongState(
                _("The programme is open for this year already; change its terms there.")
            )
        _version(programme, 1, values.terms, actor.person, "")
        _fund(programme, Decimal(0), values.terms.budget, 1, actor)
        publish(ProgrammeOpened(programme_id=programme.pk), actor_id=actor.user_id)
    return programme


def programme_change(
    *, actor: Actor, programme_id: int, expected_revision: int | None, terms: Terms, note: str
) -> Programme:
    """Change the figures in the middle of the year: a new version from today on; what was handed in
    before is reckoned by the figures that held then.

    Raises NotFound, NotPermitted, Stale, NotCovered where the budget would fall below what is promised,
    ValidationError by field.
    """
    if not note.strip():
        raise ValidationError({"note": [_("Say why the terms change.")]})
    with transaction.atomic():
        programme: Programme = programme_locked(programme_id)
        if not rules.may_run(actor, programme):
            raise NotPermitted(rules.NOT_RUNNING)
        if expected_revision not in (None, programme.revision):
            raise WrongState(_("The programme changed while you were reading; look again."))
        _check_terms(terms, programme.scheme)
        before = version_now(programme)
        number = programme.versions.count() + 1
        _version(programme, number, terms, actor.person, note)
        _fund(programme, before.budget, terms.budget, number, actor)
        programme.revision += 1
        programme.save()
        publish(ProgrammeChanged(programme_id=programme.pk), actor_id=actor.user_id)
    return programme


def programme_close(*, actor: Actor, programme_id: int, expected_revision: int | None) -> Programme:
    """Take no more applications. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        PROGRAMME, "close", programme_id, actor=actor, expected_revision=expected_revision
    ) as programme:
        return programme


def provider_recognise(
    *,
    actor: Actor,
    unit_id: int,
    organisation_id: int,
    services: Sequence[str],
    since: date,
    until: date | None,
) -> Provider:
    """Put an organisation into the register of the unit's region, or change what it is recognised for.

    Raises NotFound, NotPermitted, ValidationError by field.
    """
    if not rules.RUN.allows(actor, unit_id):
        raise NotPermitted(rules.NOT_RUNNING)
    known = {one.code for scheme in schemes().values() for one in scheme.services}
    if not services or not set(services) <= known:
        raise ValidationError({"services": [_("Choose at least one service from the list.")]})
    if until is not None and until < since:
        raise ValidationError({"until": [_("The last day lies before the first one.")]})
    if not Organisation.objects.filter(on_market(), pk=organisation_id).exists():
        raise NotFound(_("There is no such verified organisation."))
    with transaction.atomic():
        region = Organisation.objects.get(pk=unit_id).region
        provider, _new = Provider.objects.update_or_create(
            organisation_id=organisation_id,
            region=region,
            defaults={
                "services": sorted(services), "since": since, "until": until,
                "added_by_id": actor.person,
            },
        )  # fmt: skip
        publish(
            ProviderRecognised(provider_id=provider.pk, organisation_id=organisation_id),
            actor_id=actor.user_id,
        )
    return provider


def _scheme(code: str) -> Scheme:
    found = schemes().get(code)
    if found is None or not found.opened:
        raise NotFound(_("There is no such programme."))
    return found


def _payer(scheme: Scheme, unit: Organisation) -> Organisation:
    """The unit of the region that pays, where the scheme names a kind and there is one."""
    found = Organisation.objects.filter(region=unit.region, unit_kind=scheme.payer or None)
    return found.order_by("pk").first() or unit


def _version(programme: Programme, number: int, terms: Terms, person: int, note: str) -> None:
    held = asdict(terms) | {"steps": [[str(end), str(rate)] for end, rate in terms.steps]}
    version = ProgrammeVersion(
        programme=programme,
        number=number,
        holds_from=timezone.localdate(),
        note=note.strip(),
        made_by_id=person,
        **held,
    )
    version.clean_fields(exclude=["programme", "made_by"])
    version.save()


def _fund(programme: Programme, before: Decimal, after: Decimal, number: int, actor: Actor) -> None:
    if after == before:
        return
    journal_post(
        reference=f"programme:{programme.number}:v{number}",
        kind=EntryKind.TRANSFER,
        legs=[
            Leg(funding_account(programme), before - after),
            Leg(budget_account(programme), after - before),
        ],
        about=("programme", programme.pk),
        actor_id=actor.user_id,
        memo={"title": programme.title},
    )


def _check(values: ProgrammeValues, scheme: Scheme) -> None:
    today = timezone.localdate()
    if not today.year - 1 <= values.year <= today.year + 1:
        raise ValidationError({"year": [_("A programme is opened for this year or the next one.")]})
    if values.closes_on < today:
        raise ValidationError({"closes_on": [_("This day has passed; choose a later one.")]})
    _check_terms(values.terms, scheme)


def _check_terms(terms: Terms, scheme: Scheme) -> None:
    if terms.budget <= 0:
        raise ValidationError({"budget": [_("Give a budget above zero.")]})
    if scheme.terms.ratio is not None and terms.ratio is None:
        raise ValidationError({"ratio": [_("This programme is reckoned by a percentage.")]})
    for name in ("cap_contract", "cap_firm"):
        cap = getattr(terms, name)
        if cap is not None and not 0 < cap <= terms.budget:
            raise ValidationError({name: [_("A cap is above zero and at most the budget.")]})
