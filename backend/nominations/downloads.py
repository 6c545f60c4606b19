"""The letter that recommends projects to a higher programme."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import override

from backend.accounts.regions import region_label
from backend.core.dates import day
from backend.core.money import short
from backend.core.typesetting import pdf_of

from .models import Nomination, Round

RECOMMENDED = (
    Nomination.State.RECOMMENDED,
    Nomination.State.ESTABLISHED,
    Nomination.State.REJECTED,
)


def letter_pdf(round_: Round) -> bytes:
    """The letter as it was sent, in Chinese: what is recommended, in the bureau's order."""
    found = round_.nominations.filter(state__in=RECOMMENDED).select_related("applicant")
    with override("zh-hans"):
        data: dict[str, Any] = {
            "title": f"关于推荐申报{round_.programme}项目的函",
            "number": round_.letter,
            "issuer": round_.issuer,
            "unit": round_.unit.name,
            "region": region_label(round_.region),
            "programme": round_.programme,
            "day": day(timezone.localtime(round_.sent_at)) if round_.sent_at else "",
            "quota": round_.quota,
            "rows": [
                [
                    str(one.rank),
                    one.title,
                    one.applicant.name,
                    short(one.requested, "CNY"),
                    one.remark or "–",
                ]
                for one in found.order_by("rank")
            ],
        }
    return pdf_of("nominations/typst/letter.typ", data, made_at=round_.sent_at)
