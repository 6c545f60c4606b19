"""What each person may read of a call, page by page and by the API, in each of its phases."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils import timezone

from backend.accounts.models import Duty, Organisation, User
from backend.challenges import services
from backend.challenges.models import Assignment, Call, Entry
from backend.challenges.values import EntryValues
from tests import factories
from tests.backend.challenges import calling
from tests.browsers import browser
from tests.factories import Market, actor

ROUTE, PRICE, RIVAL = "canary-route-7431", "2345678", "canary-rival-university"
RUNNING = {"runner", "decider"}
EVERYBODY = {"visitor", "stranger", "entrant", "operator", "reviewer", "owner"} | RUNNING
# Phase → who may read the rival's route, the price, the name. The owner always knows the name.
MAY: dict[str, tuple[set[str], set[str], set[str]]] = {
    "posted": (set(), set(), {"owner"}),
    "closed": (set(), set(), {"owner"}),
    "opened": ({"owner"} | RUNNING, set(), {"owner"} | RUNNING),
    "reviewing": ({"owner", "reviewer"} | RUNNING, set(), {"owner"} | RUNNING),
    "panel": ({"owner", "reviewer"} | RUNNING, set(), {"owner", "reviewer"} | RUNNING),
    "priced": (
        {"owner", "reviewer"} | RUNNING, {"owner"} | RUNNING, {"owner", "reviewer"} | RUNNING,
    ),
    # The winner is told to everybody, what it wrote to nobody else.
    "notice": (
        {"owner", "reviewer"} | RUNNING, {"owner"} | RUNNING, EVERYBODY,
    ),
    "awarded": (
        {"owner", "reviewer"} | RUNNING, {"owner"} | RUNNING, EVERYBODY,
    ),
}  # fmt: skip


def read(person: User | None, call: Call) -> str:
    """Everything that a person finds about the call, as text."""
    pages = ["/calls/", f"/calls/{call.pk}/", f"/calls/{call.pk}/run/", "/calls/entries/",
             "/calls/reviews/", f"/calls/{call.pk}/decide/", f"/calls/{call.pk}/showcase/",
             f"/versions/call/{call.pk}/", "/desk/", "/inbox/", "/api/v1/calls/",
             f"/api/v1/calls/{call.pk}/", "/api/v1/entries/", "/api/v1/reviews/",
             "/api/v1/inbox/", "/search/?q=canary-route", "/search/?q=canary-rival",
             "/deals/", "/api/v1/deals/"]  # fmt: skip
    pages += [f"/calls/entries/{pk}/" for pk in Entry.objects.values_list("pk", flat=True)]
    pages += [f"/api/v1/entries/{pk}/" for pk in Entry.objects.values_list("pk", flat=True)]
    pages += [f"/calls/reviews/{pk}/" for pk in Assignment.objects.values_list("pk", flat=True)]
    client = browser(person)
    found = "".join(client.get(page).content.decode() for page in pages)
    return found.replace(",", "")


def counted(person: User, call: Call) -> list[str]:
    """The pages of a call as a person reads them, without what each answer has of its own."""
    client = browser(person)
    pages = (f"/calls/{call.pk}/", f"/calls/{call.pk}/run/", "/calls/", f"/api/v1/calls/{call.pk}/")
    return [re.sub(r"[A-Za-z0-9_-]{22,}", "", client.get(page).content.decode()) for page in pages]


def test_nobody_reads_more_than_the_phase_shows(market: Market) -> None:
    bureau = calling.office(2)
    rivals = factories.organisation(Organisation.Kind.UNIVERSITY, name=RIVAL)
    rival = factories.member(rivals, Duty.UNIVERSITY_OFFICE)
    call, codes = calling.posted(bureau)
    values = EntryValues(answers={**calling.ANSWERS, "route": ROUTE}, price=Decimal(PRICE))
    services.entry_hand_in(actor=actor(rival), call_id=call.pk, values=values)
    services.entry_hand_in(actor=actor(market.office), call_id=call.pk, values=calling.ENTRY)
    people = {
        "visitor": None, "stranger": market.stranger, "entrant": market.office,
        "operator": market.operator, "runner": bureau.runner, "decider": bureau.decider,
        "reviewer": bureau.reviewers[0], "owner": rival,
    }  # fmt: skip
    run = actor(bureau.runner)

    def look(phase: str) -> None:
        for who, person in people.items():
            found = read(person, call)
            for word, may in zip((ROUTE, PRICE, RIVAL), MAY[phase], strict=True):
                assert (word in found) is (who in may), f"{who} in {phase}: {word}"

    look("posted")
    # Nor how many there are: what those who run it find is the same after a third one came in.
    before = counted(bureau.runner, call)
    services.entry_hand_in(actor=actor(market.stranger), call_id=call.pk, values=calling.ENTRY)
    assert counted(bureau.runner, call) == before
    call = calling.close(call)
    look("closed")
    call = calling.bring(bureau, call, codes)
    look("opened")
    call = calling.reviewed(bureau, call, calling.SCORES)
    look("reviewing")
    services.SERVICES["next_phase"](actor=run, call_id=call.pk)
    look("panel")
    call = calling.bring(bureau, call, codes)
    look("priced")
    won = call.entries.get(organisation=rivals)
    services.call_propose(
        actor=actor(bureau.decider), call_id=call.pk, verdicts=calling.verdicts(call, won)
    )
    look("notice")
    Call.objects.update(notice_until=timezone.now())
    services.call_award(actor=actor(bureau.decider), call_id=call.pk)
    look("awarded")
