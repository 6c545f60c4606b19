"""Demo of what achievements rest on, and of one that waits for its office."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.catalog.services import listing_draft, listing_submit
from backend.catalog.values import VALUES
from backend.portfolio.models import IpItem
from backend.portfolio.services import backing_keep

from .people import rows

_RIGHTS = (
    ("invention", "ZL201810123456.5", "一种柔性石墨烯散热膜及其制备方法", date(2018, 2, 9)),
    ("utility", "ZL202120123456.2", "散热膜卷对卷压延装置", date(2021, 1, 16)),
)
_TEAM = (
    {"name": "秦墨然", "institution": "", "role": "lead", "share": Decimal(50)},
    {"name": "罗铁生", "institution": "", "role": "author", "share": Decimal(30)},
    {"name": "周一鸣", "institution": "宁海电子", "role": "partner", "share": Decimal(20)},
)
_EVIDENCE = (
    (7, "pilot", "卷对卷中试线连续运行 300 小时，良率 92%", "冀北理工大学中试基地", 40),
    (6, "report", "面内导热系数与弯折三万次后的检测报告", "渤海检测中心", 120),
)


def portfolio_seed() -> None:
    """Rights, team and evidence of an achievement, and a submitted one. Safe to repeat."""
    if IpItem.objects.exists():
        return
    emails = {row["key"]: row["email"] for row in rows("people")}
    film = Listing.objects.get(external_id="a-graphene-film")
    author = actor_of(User.objects.get(email=emails["jibei-qin"]))
    holder = str(film.owner)
    today = timezone.localdate()
    kept: list[tuple[str, dict[str, Any]]] = [
        (
            "rights",
            {
                "kind": kind, "number": number, "title": title, "status": "granted",
                "holder": holder, "filed_on": filed, "expires_on": None,
            },
        )
        for kind, number, title, filed in _RIGHTS
    ]  # fmt: skip
    kept += [("team", dict(member)) for member in _TEAM]
    kept += [
        (
            "evidence",
            {
                "level": level, "kind": kind, "told": told, "issuer": issuer,
                "dated": today - timedelta(days=ago),
            },
        )
        for level, kind, told, issuer, ago in _EVIDENCE
    ]  # fmt: skip
    for part, values in kept:
        backing_keep(actor=author, listing_id=film.pk, part=part, values=values)
    assert author.organisation_id is not None
    draft = listing_draft(
        actor=author,
        owner_id=author.organisation_id,
        values=VALUES["achievement"](
            title="折叠屏转轴处柔性导热垫",
            abstract="石墨烯与硅胶复合，弯折二十万次后导热系数下降不超过百分之五。",
            school="材料科学与工程学院",
            origin="commissioned",
            valid_until=today + timedelta(days=365),
        ),
    )
    listing_submit(actor=author, listing_id=draft.pk)
