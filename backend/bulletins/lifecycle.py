"""What becomes of an issue of a bulletin: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.actors import Actor
from backend.core.lifecycles import Lifecycle, Transition, Words

from . import rules
from .events import IssuePublished
from .models import Issue
from .selectors import issue_visible_to, items_to_tell

State = Issue.State


def _locked(issue_id: int) -> Issue:
    return (
        Issue.objects.select_for_update(of=("self",))
        .select_related("bulletin__publisher")
        .get(pk=issue_id)
    )


def _facts(issue: Issue, actor: Actor | None) -> dict[str, Any]:
    return {"issue_id": issue.pk}


def _empty(issue: Issue) -> Words | None:
    if not issue.title:
        return _("Give the issue a headline first.")
    if not issue.words and not items_to_tell(issue):
        return _("An issue tells of something: write a few words, or choose listings.")
    return None


ISSUE: Lifecycle[Issue] = Lifecycle(
    name="issue",
    model=Issue,
    states=State,
    find=issue_visible_to,
    lock=_locked,
    facts=_facts,
    changed_by=lambda issue: str(issue.bulletin.publisher),
    settled={
        State.DRAFT: _("This issue is a draft."),
        State.PUBLISHED: _("This issue is published; the next one tells of what is new."),
    },
    transitions=(
        Transition(
            act="publish",
            source=(State.DRAFT,),
            target=State.PUBLISHED,
            may=rules.may_edit_issue,
            refused=rules.NOT_EDITOR,
            blocked=_empty,
            event=IssuePublished,
            words=pgettext_lazy("bulletin", "Publish"),
            done=_("Published; who follows the chain is told."),
            told=pgettext_lazy("bulletin", "Published"),
            look="main",
        ),
    ),
)
