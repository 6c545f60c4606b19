"""Programmes and policies held against organisations (政策找人): what fits, why, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from backend.accounts.models import Organisation
from backend.ladder.conditions import Finding, condition_check, facts_of
from backend.ladder.models import Standing
from backend.ladder.selectors import firms_within

from .models import Programme, Support
from .schemes import Scheme, schemes
from .selectors import programmes_known


@dataclass(frozen=True, slots=True)
class Fit:
    """A scheme held against an organisation; ``programme`` is None for a policy that holds by itself."""

    scheme: Scheme
    programme: Programme | None
    findings: tuple[Finding, ...]
    standings: tuple[Standing, ...]  # recognitions of the year that earn a reward
    applied: Support | None = None

    @property
    def missing(self) -> list[Finding]:
        """Conditions that are known not to be met."""
        return [one for one in self.findings if one.met is False]

    @property
    def unknown(self) -> list[Finding]:
        """Conditions that cannot be told for want of figures."""
        return [one for one in self.findings if one.met is None]

    @property
    def fits(self) -> bool:
        """Whether all that is asked is met."""
        earned = not self.scheme.occasions or bool(self.standings)
        return not self.missing and not self.unknown and earned


def fits_of(organisation: Organisation) -> list[Fit]:
    """All that is open to organisations of its kind: what fits first, then what misses least; rights are
    the caller's."""
    offered = _offered(organisation)
    facts = facts_of([organisation], [c for scheme, _p in offered for c in scheme.conditions])
    held = facts[organisation.pk]
    own = Support.objects.filter(applicant=organisation).exclude(state__in=Support.OVER)
    applied = {support.programme_id: support for support in own.order_by("pk")}
    standings = _recognised([organisation.pk])[organisation.pk]
    found = [
        Fit(
            scheme=scheme,
            programme=programme,
            findings=tuple(condition_check(one, held) for one in scheme.conditions),
            standings=tuple(_earning(scheme, programme, standings)),
            applied=applied.get(programme.pk) if programme else None,
        )
        for scheme, programme in offered
    ]
    return sorted(found, key=lambda fit: (not fit.fits, len(fit.missing), len(fit.unknown)))


def entitled_to(programme: Programme) -> list[Standing]:
    """Recognitions that a programme rewards and nobody has applied for or proposed yet; rights are the
    caller's."""
    scheme = programme.scheme
    if not scheme.automatic or not programme.takes_applications:
        return []
    firms = list(firms_within(programme.unit.region))
    facts = facts_of(firms, scheme.conditions)
    met = [
        firm.pk
        for firm in firms
        if all(condition_check(one, facts[firm.pk]).met for one in scheme.conditions)
    ]
    running = Support.objects.filter(programme=programme).exclude(state__in=Support.OVER)
    done = set(running.values_list("standing_id", flat=True))
    recognised = _recognised(met)
    return [
        standing
        for pk in met
        for standing in _earning(scheme, programme, recognised[pk])
        if standing.pk not in done
    ]


def standings_earning(programme: Programme, firm_id: int) -> list[Standing]:
    """A firm's recognitions of the programme's year that it rewards; rights are the caller's."""
    return _earning(programme.scheme, programme, _recognised([firm_id])[firm_id])


def _offered(organisation: Organisation) -> list[tuple[Scheme, Programme | None]]:
    today = timezone.localdate()
    open_ones = programmes_known().filter(state=Programme.State.OPEN, closes_on__gte=today)
    found: list[tuple[Scheme, Programme | None]] = [
        (programme.scheme, programme)
        for programme in open_ones
        if organisation.kind in programme.scheme.applicants
    ]
    return found + [
        (scheme, None)
        for scheme in schemes().values()
        if not scheme.opened and organisation.kind in scheme.applicants
    ]


def _recognised(firm_ids: Sequence[int]) -> dict[int, list[Standing]]:
    """Each firm's recognitions, oldest first, read at once."""
    found: dict[int, list[Standing]] = {pk: [] for pk in firm_ids}
    rows = Standing.objects.filter(firm__in=firm_ids, state=Standing.State.RECOGNISED)
    for row in rows.select_related("firm").order_by("pk"):
        found[row.firm_id].append(row)
    return found


def _earning(
    scheme: Scheme, programme: Programme | None, recognised: Iterable[Standing]
) -> list[Standing]:
    """Those of the programme's year that it rewards."""
    if programme is None:
        return []
    earned = {(one.grade, one.occasion) for one in scheme.occasions}
    return [
        row
        for row in recognised
        if row.awarded_on
        and row.awarded_on.year == programme.year
        and (row.equals, row.occasion) in earned
    ]
