"""What commissioners did in a year."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from backend.accounts.actors import Actor

from .models import Appointment, Visit
from .selectors import appointments_followed_by


@dataclass(frozen=True, slots=True)
class Line:
    """A commissioner's year."""

    appointment: Appointment
    visits: int
    confirmed: int
    days: int
    firms: int
    needs: int
    questions: int
    answered: int


def lines_of(actor: Actor, year: int) -> list[Line]:
    """The year of each commissioner that the actor may follow, those with most visits first."""
    visited = Q(visits__happened_on__year=year)
    asked = Q(questions__created_at__year=year)
    counts = {
        "n_visits": ("visits", visited),
        "n_confirmed": ("visits", visited & Q(visits__state=Visit.State.CONFIRMED)),
        "n_days": ("visits__happened_on", visited),
        "n_firms": ("visits__firm", visited),
        "n_needs": ("visits__need", visited),
        "n_questions": ("questions", asked),
        "n_answered": ("questions", asked & Q(questions__answered_at__isnull=False)),
    }
    rows = (
        appointments_followed_by(actor)
        .filter(state__in=[Appointment.State.SERVING, Appointment.State.ENDED])
        .filter(selection__starts_on__year__lte=year, selection__ends_on__year__gte=year)
        .annotate(
            **{
                name: Count(what, filter=which, distinct=True)
                for name, (what, which) in counts.items()
            }
        )
    )
    found = [Line(row, *(getattr(row, name) for name in counts)) for row in rows]
    return sorted(found, key=lambda line: (-line.visits, line.appointment.pk))
