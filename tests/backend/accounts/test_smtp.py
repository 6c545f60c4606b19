"""Mail over a real connection: a server of this process takes what the product sends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail

from backend.accounts import services
from backend.accounts.models import Duty
from tests.factories import Market, actor
from tests.mail_server import Kept


def test_an_invitation_arrives_and_reads_as_it_was_written(
    market: Market, kept: Kept, drain: Callable[[], int]
) -> None:
    services.member_invite(
        actor=actor(market.buyer),
        organisation_id=market.enterprise.pk,
        email="xin.tongshi@example.org",
        duties=[Duty.ENTERPRISE_MEMBER],
    )
    drain()
    ((to, message),) = kept.messages
    assert to == ["xin.tongshi@example.org"]
    assert market.enterprise.name in message["Subject"]
    assert message["To"] == "xin.tongshi@example.org"
    assert message["Message-ID"]
    body = message.get_content()
    assert "邀请" in body
    assert "http" in body


def test_lines_of_an_address_add_no_header(kept: Kept) -> None:
    mail.send_mail("您好：合同", "正文\n.\n第二行", None, ["a@example.org"])
    ((_to, message),) = kept.messages
    assert message["Subject"] == "您好：合同"
    assert message.get_content().replace("\r\n", "\n") == "正文\n.\n第二行\n"
    with pytest.raises(ValueError, match="newline"):
        mail.send_mail("x\nBcc: b@example.org", "x", None, ["a@example.org"])
    assert len(kept.messages) == 1
