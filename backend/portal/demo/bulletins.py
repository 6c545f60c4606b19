"""A demo bulletin of a chain with one issue and its readers, made by the product's own services."""

from __future__ import annotations

from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.bulletins import services
from backend.bulletins.models import Bulletin
from backend.bulletins.selectors import items_of
from backend.following.services import follow_begin

from .people import rows

BY = "cang.yuan@cangzhou-kj.example"
READERS = ("ninghai-zhou", "broker-su")
CHAIN = "02"


def bulletins_seed() -> None:
    """Write the bulletin and its first issue. Safe to repeat."""
    if Bulletin.objects.exists():
        return
    emails = {row["key"]: row["email"] for row in rows("people")}
    for key in READERS:
        follow_begin(actor=actor_of(User.objects.get(email=emails[key])), chain=CHAIN)
    officer = actor_of(User.objects.get(email=BY))
    bulletin = services.bulletin_open(
        actor=officer,
        values=services.BulletinValues(
            chain=CHAIN,
            title="管道装备产业链快报",
            title_en="Pipe equipment chain bulletin",
            about="面向本市管道装备企业和高校院所：链上新发布的技术需求、新成果和近期可对接的机会。",
        ),
    )
    issue = services.issue_begin(actor=officer, bulletin_id=bulletin.pk)
    services.issue_write(
        actor=officer,
        issue_id=issue.pk,
        title="本期看点：链上新需求与可对接成果",
        words="本期收录近期在平台公开发布的供需信息。企业可直接在成果页发起洽谈，高校可在需求页查看匹配情况并发起洽谈。",
        listing_ids=[item.listing_id for item in items_of(issue)],
    )
    services.issue_publish(actor=officer, issue_id=issue.pk)
