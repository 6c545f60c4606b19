"""Demo content of the help desk: a question that waits, one that is answered, and a report."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.conversation.models import Message
from backend.conversation.services import message_write
from backend.helpdesk.models import Report, Ticket
from backend.helpdesk.services import listing_report, ticket_open

from .dating import happened
from .people import rows

ANSWERED = "技术合同签完之后，到哪里申请认定登记？"
WAITING = "换了公司邮箱，怎样把登录邮箱改成新的？"
REPORTED = "a-graphene-film"


def helpdesk_seed() -> None:
    """Write what is missing. Safe to repeat."""
    buyer, operator = _person("ninghai-zhou"), _person("operator-li")
    asked = (Ticket.objects.all(), ["created_at"])
    if not Ticket.objects.filter(title=ANSWERED).exists():
        with happened(9, asked, (Message.objects.all(), ["created_at"])):
            _answered(buyer, operator)
    if not Ticket.objects.filter(title=WAITING).exists():
        with happened(1, asked):
            ticket_open(
                actor=_person("beifang-ji"),
                topic="account",
                title=WAITING,
                text="公司域名变更，旧邮箱下个月停用，担心以后登录不了。",
            )
    listing = Listing.objects.filter(external_id=REPORTED).first()
    if listing is not None and not Report.objects.filter(listing=listing).exists():
        with happened(2, (Report.objects.all(), ["created_at"])):
            listing_report(
                actor=_person("libo-meng"),
                listing_id=listing.pk,
                reason="false",
                note="页面写的导热系数比论文里公布的实测值高，请核实数据来源。",
            )


def _answered(buyer: Actor, operator: Actor) -> None:
    asked = ticket_open(
        actor=buyer,
        topic="deal",
        title=ANSWERED,
        text="我们和高校的合同双方都签好了，想在科技局办认定登记，不知道由哪一方提交。",
    )
    message_write(
        actor=operator,
        subject=Ticket.SUBJECT,
        subject_id=asked.pk,
        text="由卖方（高校）在合同页面点击“申请登记”提交，科技局审核后会出具登记证明。",
    )


def _person(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))
