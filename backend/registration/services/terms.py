"""The term within which a registry decides."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from backend.registration.models import Registration
from backend.registration.working_days import working_day_after


def term_set(registration: Registration) -> None:
    """Write the last day of the term, by the measure, the amount of technology in yuan and whether it
    is disputed; counted from the receipt of the whole application."""
    if registration.received_on is None:
        registration.due_on = None
        return
    deadline = registration.measure.deadline
    yuan = registration.technology_amount * Decimal(registration.rate)
    days = deadline.days_for(yuan, disputed=registration.disputed)
    if deadline.unit == "working":
        registration.due_on = working_day_after(registration.received_on, days)
    else:
        registration.due_on = registration.received_on + timedelta(days=days)
