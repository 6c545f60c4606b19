"""What people are told of bulletins."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Issue
from .selectors import issues_known


def _appeared(issue: Issue) -> str:
    return _("“%(title)s”, no. %(n)d, appeared") % {
        "title": issue.bulletin.title,
        "n": issue.number,
    }


ISSUE = About(
    name="issue",
    read=issues_known,
    url=lambda issue: reverse("issue", args=[issue.pk]),
    title=lambda issue: issue.title,
    topic=Topic(name="bulletins", words=gettext_lazy("Bulletins of chains")),
)
PUBLISHED = NoticeKind(
    name="issue_published",
    label=gettext_lazy("A bulletin of a chain that I follow appears"),
    about=ISSUE,
    importance=Importance.NEWS,
    sentence=lambda issue, payload: _appeared(issue),
)

notices_register(PUBLISHED)
