"""A list of honours on paper."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from backend.accounts.regions import region_label
from backend.core.dates import day
from backend.core.typesetting import pdf_of

from .models import HonourList
from .selectors import Shown

_BASIS = {
    HonourList.Kind.FIRMS: "按当年登记的吸纳技术交易额排序",
    HonourList.Kind.UNITS: "按当年登记的输出技术交易额排序",
    HonourList.Kind.PEOPLE: "按当年促成并签订的技术合同成交额排序",
}


def honour_list_pdf(found: HonourList, rows: list[Shown]) -> bytes:
    """The list in Chinese, as the reader sees it: a person who has not agreed is not named."""
    with override("zh-hans"):
        data: dict[str, Any] = {
            "title": f"{region_label(found.region)}{found.year}年度{found.get_kind_display()}",
            "unit": found.unit.name,
            "day": day(found.published_at) if found.published_at else "草稿，尚未发布",
            "basis": _BASIS[HonourList.Kind(found.kind)],
            "rows": [[str(one.honour.place), _name(one)] for one in rows],
        }
    return pdf_of("honours/typst/honours.typ", data, made_at=found.published_at)


def _name(one: Shown) -> str:
    if one.honour.organisation is not None:
        return one.honour.organisation.name
    return str(one.honour.person) if one.named else "本人未同意公开"
