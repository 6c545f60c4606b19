"""Policies that find their firms: what fits, why, and what is missing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.accounts.regions import beginning_of
from backend.programmes import rules
from backend.programmes.policies import fits_of
from backend.programmes.schemes import schemes
from backend.programmes.selectors import funds_of, programmes_known


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """For who may apply, what fits; for officers, what they run; for all, what there is."""
    actor = actor_in(request)
    organisation = Organisation.objects.filter(pk=actor.organisation_id or 0).first()
    applies = organisation is not None and rules.APPLY.allows(actor, organisation.pk)
    runs = organisation is not None and rules.RUN.allows(actor, organisation.pk)
    fits = fits_of(organisation) if applies and organisation is not None else []
    programmes = list(programmes_known())
    context = {
        "organisation": organisation,
        "fitting": [fit for fit in fits if fit.fits],
        "others": [fit for fit in fits if not fit.fits],
        "applies": applies,
        "programmes": [(p, funds_of(p)) for p in programmes],
        "to_open": _to_open(organisation) if runs and organisation is not None else [],
        "runs": runs,
        "policies": [scheme for scheme in schemes().values() if not scheme.opened],
    }
    return render(request, "programmes/policies.html", context)


def _to_open(unit: Organisation) -> list[object]:
    return [
        scheme
        for scheme in schemes().values()
        if scheme.opened and scheme.region.startswith(beginning_of(unit.region))
    ]
