"""What people are told of the county index."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.regions import name_of, region_label
from backend.core import dates
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Objection, Release, SupplyTask
from .selectors import (
    objections_readable_by,
    releases_readable_by,
    scheme_for,
    tasks_readable_by,
)


def _tasks(actor: Actor, ids: Collection[int]) -> Mapping[int, SupplyTask]:
    return tasks_readable_by(actor).in_bulk(ids)


def _objections(actor: Actor, ids: Collection[int]) -> Mapping[int, Objection]:
    return objections_readable_by(actor).in_bulk(ids)


def _releases(actor: Actor, ids: Collection[int]) -> Mapping[int, Release]:
    return releases_readable_by(actor).in_bulk(ids)


def _task_title(task: SupplyTask) -> str:
    who = name_of(task.county) if task.county else ""
    return " · ".join(
        filter(
            None, [scheme_for(task.round).supplier_name(task.supplier), who, str(task.round.year)]
        )
    )


def _objection_title(objection: Objection) -> str:
    one = scheme_for(objection.figure.round).indicator(objection.figure.indicator)
    return f"{name_of(objection.figure.county)} · {one.name if one else ''}"


COUNTY_INDEX = Topic(name="county_index", words=gettext_lazy("County index"))
ABOUT_TASK = About(
    name="supply_task",
    read=_tasks,
    url=lambda task: reverse("supply_task", args=[task.pk]),
    title=_task_title,
    topic=COUNTY_INDEX,
)
ABOUT_OBJECTION = About(
    name="figure_objection",
    read=_objections,
    url=lambda found: reverse("figure_objection", args=[found.pk]),
    title=_objection_title,
    topic=COUNTY_INDEX,
)
ABOUT_RELEASE = About(
    name="index_release",
    read=_releases,
    url=lambda found: reverse("index_release", args=[found.pk]),
    title=lambda found: f"{region_label(found.round.region)} · {found.round.year}",
    topic=COUNTY_INDEX,
)


def _kind(
    name: str, about: About, importance: Importance, sentence: Any, **more: Any
) -> NoticeKind:
    return NoticeKind(name=name, about=about, importance=importance, sentence=sentence, **more)


def _asked(task: SupplyTask, payload: Mapping[str, Any]) -> str:
    return _("Figures of the county index are asked of you by %(day)s") % {
        "day": dates.day(task.round.supply_due)
    }


def _due(task: SupplyTask, payload: Mapping[str, Any]) -> str:
    return _("Figures of the county index are due on %(day)s") % {
        "day": dates.day(task.round.supply_due)
    }


SUPPLY_ASKED = _kind(
    "supply_asked", ABOUT_TASK, Importance.TURN, _asked,
    tone="wait", label=gettext_lazy("Figures of the county index are asked for"),
)  # fmt: skip
SUPPLY_DUE = _kind(
    "supply_due", ABOUT_TASK, Importance.TURN, _due,
    tone="wait", label=gettext_lazy("Figures of the county index are due"),
)  # fmt: skip
SUPPLY_DELIVERED = _kind(
    "supply_delivered", ABOUT_TASK, Importance.TURN,
    lambda task, payload: _("Figures of the county index wait for your check"),
    tone="wait", label=gettext_lazy("Figures of the county index are handed in"),
)  # fmt: skip
SUPPLY_RETURNED = _kind(
    "supply_returned", ABOUT_TASK, Importance.TURN,
    lambda task, payload: _("Figures of the county index came back for correction"),
    tone="wait", label=gettext_lazy("Figures of the county index come back"),
)  # fmt: skip
OBJECTION_RAISED = _kind(
    "figure_objection_raised", ABOUT_OBJECTION, Importance.TURN,
    lambda found, payload: _("A county objects to a figure of the index"),
    tone="wait", label=gettext_lazy("A county objects to a figure"),
)  # fmt: skip
OBJECTION_ANSWERED = _kind(
    "figure_objection_answered", ABOUT_OBJECTION, Importance.RESULT,
    lambda found, payload: (
        _("Your objection to a figure: %(state)s") % {"state": found.get_state_display()}
    ),
    label=gettext_lazy("My objection to a figure is answered"),
)  # fmt: skip
RELEASE_SUBMITTED = _kind(
    "index_release_submitted", ABOUT_RELEASE, Importance.TURN,
    lambda found, payload: _("A release of the county index waits for your approval"),
    tone="wait", label=gettext_lazy("A release of the county index waits for approval"),
)  # fmt: skip
RELEASE_PUBLISHED = _kind(
    "index_release_published", ABOUT_RELEASE, Importance.RESULT,
    lambda found, payload: (
        _("The county index is published")
        if found.version == 1
        else _("The county index was amended: %(what)s") % {"what": found.change_note}
    ),
    tone="ok", label=gettext_lazy("The county index is published"),
)  # fmt: skip

notices_register(
    SUPPLY_ASKED, SUPPLY_DUE, SUPPLY_DELIVERED, SUPPLY_RETURNED, OBJECTION_RAISED,
    OBJECTION_ANSWERED, RELEASE_SUBMITTED, RELEASE_PUBLISHED,
)  # fmt: skip
