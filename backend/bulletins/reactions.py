"""Who is told of bulletins."""

from __future__ import annotations

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send
from backend.following.selectors import followers_of_chain

from .events import IssuePublished
from .models import Issue
from .notices import PUBLISHED


def issue_published_notify(event: IssuePublished, event_id: int) -> None:
    """Who follows the chain, or anything in it."""
    issue = Issue.objects.select_related("bulletin").get(pk=event.issue_id)
    people = followers_of_chain(issue.bulletin.chain).values_list("user_id", flat=True)
    notice_send(PUBLISHED, readers=actors_of(people), about=issue.pk, key=f"event:{event_id}")
