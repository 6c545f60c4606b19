"""Notices on paper."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from backend.accounts.regions import region_label
from backend.core.dates import day
from backend.core.typesetting import pdf_of

from .models import Bulletin, Measure

_LIGHTS = {"green": "达到进度", "amber": "略有滞后", "red": "明显滞后", "none": "暂无数据"}
_VERDICTS = {"green": "完成", "amber": "基本完成", "red": "未完成", "none": "暂无数据"}


def bulletin_pdf(bulletin: Bulletin) -> bytes:
    """The notice as it was issued, in Chinese."""
    plan, held = bulletin.plan, bulletin.content
    words = _VERDICTS if held["over"] else _LIGHTS
    with override("zh-hans"):
        data: dict[str, Any] = {
            "title": f"{plan.name}执行情况通报（第{bulletin.issue}期）",
            "unit": plan.unit.name,
            "region": region_label(plan.region),
            "day": day(bulletin.issued_on),
            "word": bulletin.word,
            "summary": "、".join(f"{words[light]}{n}项" for light, n in held["lights"].items() if n),
            "gone": held["gone"],
            "rows": [
                [one["name"], one["unit"], one["base"] or "–", one["target"] or "–",
                 one["actual"] or "–", f"{one['percent']}%" if one["percent"] else "–",
                 words[one["light"]]]
                for one in held["indicators"]
            ],
            "measures": "、".join(
                f"{Measure.Standing(standing).label}{n}项"
                for standing, n in held["measures"].items() if n
            ),
            "late": held["late"],
        }  # fmt: skip
    return pdf_of("plans/typst/bulletin.typ", data, made_at=bulletin.created_at)
