"""The county index as everybody reads it: releases, counties, schemes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.regions import region_label
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, WrongState
from backend.core.sheets import download
from backend.county import rules, words
from backend.county.downloads import citation_of, release_pdf, release_xlsx
from backend.county.forms import ApproveForm, MoneyUseForm
from backend.county.lifecycle import INDEX_RELEASE
from backend.county.models import Release
from backend.county.results import CountyResult, Result, lifts_of, standings_of
from backend.county.schemes import said, scheme_named, schemes
from backend.county.selectors import (
    release_readable_by,
    releases_readable_by,
    result_for,
    rounds_readable_by,
    use_readable_by,
    uses_of,
)
from backend.county.services import RELEASE_SERVICES, money_use_add
from backend.county.subjects import use_subject

ACTS = Acts(lifecycle=INDEX_RELEASE, services=RELEASE_SERVICES, forms={"approve": ApproveForm})
LIFTS = 8
SHORTEST_DIGEST = 16


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is published, and for officers the rounds they work on."""
    actor = actor_in(request)
    releases = [(one, result_for(one)) for one in releases_readable_by(actor)[:20]]
    context = {
        "releases": releases,
        "rounds": rounds_readable_by(actor)[:10] if actor.signed_in else [],
        "schemes": schemes(),
        "may_open": rules.opening_bureau_of(actor) is not None,
    }
    return render(request, "county/index.html", context)


@require_safe
def scheme(request: HttpRequest, code: str) -> HttpResponse:
    """What is measured, what counts how much, and what follows from a score."""
    try:
        found = scheme_named(code)
    except LookupError as error:
        raise NotFound(_("There is no such scheme.")) from error
    levels = [
        (
            level,
            [
                {"one": one, "supplier": found.supplier_name(one.supplier)}
                for one in found.indicators
                if one.of == level.code
            ],
        )
        for level in found.levels
    ]
    context = {
        "scheme": found,
        "levels": levels,
        "weights_origin": said(*found.weights_origin),
        "normalisation": words.NORMALISATIONS[found.normalisation],
        "aggregation": words.AGGREGATIONS[found.aggregation],
        "missing": words.MISSING[found.missing],
        "uses": [said(chinese, english) for _code, chinese, english in found.incentive.uses],
    }
    return render(request, "county/scheme.html", context)


@require_safe
def release(request: HttpRequest, index_release_id: int) -> HttpResponse:
    """A release: the table of counties."""
    return _page(request, index_release_id)


@require_safe
def cited(request: HttpRequest, digest: str) -> HttpResponse:
    """The release with this content, for ever as it was cited."""
    found = None
    if len(digest) >= SHORTEST_DIGEST:
        found = Release.objects.filter(
            sha256__startswith=digest, state=Release.State.PUBLISHED
        ).first()
    if found is None:
        raise NotFound(_("No published release has this content."))
    return _page(request, found.pk)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, index_release_id: int, act: str) -> HttpResponse:
    """Reckon, review, approve, amend."""

    def onward(_request: HttpRequest, found: Release) -> HttpResponse:
        if act == "discard":
            return redirect("index_round", found.round_id)
        return redirect("index_release", found.pk)

    return ACTS.answer(request, index_release_id, act, page=_page, onward=onward)


@require_safe
def workbook(request: HttpRequest, index_release_id: int) -> HttpResponse:
    """The release as a workbook."""
    found = release_readable_by(actor_in(request), index_release_id)
    return download(release_xlsx(found), f"{_name(found)}.xlsx")


@require_safe
def report(request: HttpRequest, index_release_id: int) -> HttpResponse:
    """The yearly report on paper."""
    found = release_readable_by(actor_in(request), index_release_id)
    return download(release_pdf(found), f"{_name(found)}.pdf", "application/pdf")


@require_http_methods(["GET", "POST"])
def county(request: HttpRequest, index_release_id: int, county: str) -> HttpResponse:
    """A county: its score in parts, what lifts it, its incentive and the use of it."""
    actor = actor_in(request)
    found = release_readable_by(actor, index_release_id)
    result = result_for(found)
    one = result.county(county)
    if one is None:
        raise NotFound(_("This county is not part of the release."))
    form = MoneyUseForm(result.scheme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = money_use_add(
                actor=actor, index_release_id=found.pk, county=one.code, values=form.values()
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Recorded. Now attach its proof."))
            return redirect("money_use", made.pk)
    context = _county(actor, found, result, one) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "county/county.html", context, status=status)


@login_required
@require_safe
def use(request: HttpRequest, money_use_id: int) -> HttpResponse:
    """A use of an incentive with its proof."""
    actor = actor_in(request)
    found = use_readable_by(actor, money_use_id)
    uses = result_for(found.release).scheme.incentive.uses
    kinds = {code: (chinese, english) for code, chinese, english in uses}
    context = {
        "use": found,
        "kind_words": said(*kinds[found.kind]) if found.kind in kinds else found.kind,
        "subject": use_subject(actor, found),
    }
    return render(request, "county/use.html", context)


def _county(actor: Actor, release: Release, result: Result, one: CountyResult) -> dict[str, object]:
    levels = [
        (level, one.points_of(level.code), [p for p in one.parts if p.indicator.of == level.code])
        for level in result.scheme.levels
    ]
    uses = list(uses_of(release, one.code))
    own = rules.county_unit_of(actor, one.code, rules.USE) is not None
    better = [code for code, bound in result.scheme.classes if bound > one.score]
    return {
        "release": release,
        "result": result,
        "one": one,
        "levels": levels,
        "lifts": lifts_of(result, one)[:LIFTS],
        "next_class": better[-1] if better else "",
        "uses": uses,
        "used": sum(use.amount for use in uses),
        "reads_uses": own or rules.may_run(actor, release.round) or actor.operator,
        "may_use": own and bool(one.award.total) and release.state == Release.State.PUBLISHED,
    }


def _name(release: Release) -> str:
    return f"{region_label(release.round.region)} {release.round.year} v{release.version}"


def _page(
    request: HttpRequest, index_release_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = release_readable_by(actor, index_release_id)
    result = result_for(found)
    newer = found.round.releases.filter(
        version__gt=found.version, state=Release.State.PUBLISHED
    ).order_by("-version")
    versions = releases_readable_by(actor).filter(round=found.round)
    inside = rules.may_run(actor, found.round) or actor.operator
    context = {
        "release": found,
        "result": result,
        "newer": newer.first(),
        "versions": versions,
        "standings": standings_of(result),
        "citation": citation_of(found, result) if found.state == Release.State.PUBLISHED else "",
        "inside": inside,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("index_release", found.pk)]) if inside else [],
    }
    status = answered.status if answered else 200
    return render(request, "county/release.html", context, status=status)
