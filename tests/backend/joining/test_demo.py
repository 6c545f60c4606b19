"""What the demo shows of joining and of the help desk, twice written, is there once."""

from __future__ import annotations

from backend.helpdesk.models import Ticket
from backend.joining.models import Application, JoinRequest, MailDomain
from backend.portal.demo.helpdesk import helpdesk_seed
from backend.portal.demo.joining import joining_seed
from backend.portal.demo.people import people_seed, sign_ins


def test_something_waits_for_everybody_who_decides(db: None) -> None:
    people_seed()
    for _time in (1, 2):
        joining_seed()
        helpdesk_seed()
    assert JoinRequest.objects.get().state == "open"
    assert MailDomain.objects.get().confirmed
    states = Application.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["rejected", "waiting"]
    assert Ticket.objects.count() == 2
    assert sign_ins()[-1].email == JoinRequest.objects.get().person.email
