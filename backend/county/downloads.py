"""A release as workbook and as the yearly report on paper."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from backend.accounts.regions import region_label
from backend.core.dates import day
from backend.core.figures import figure
from backend.core.sheets import Sheet, workbook_of
from backend.core.typesetting import pdf_of

from .models import Release
from .results import CountyResult, Part, Result
from .selectors import result_for


def release_xlsx(release: Release) -> bytes:
    """The table of counties, and every figure with its points."""
    result = result_for(release)
    heads = [
        _("Rank"), _("County"), _("Region code"), _("Class"), _("Score"), _("Score last year"),
        _("Class last year"), _("Places gained in the class"), _("Incentive in yuan"),
    ]  # fmt: skip
    rows = [
        [
            one.rank, one.name, one.code, one.class_, one.score,
            one.last.score if one.last else "", one.last.class_ if one.last else "",
            one.gained if one.last else "", one.award.total,
        ]
        for one in result.counties
    ]  # fmt: skip
    part_heads = [_("County"), _("Indicator"), _("Unit"), _("Figure"), _("Median"), _("Last year"),
                  _("Weight"), _("Points")]  # fmt: skip
    parts = [
        [one.name, p.indicator.name, p.indicator.unit, p.figure, p.median, p.last,
         p.weight, p.points]
        for one in result.counties
        for p in one.parts
    ]  # fmt: skip
    note = [[_("Release"), f"{result.year} v{release.version}"], ["SHA-256", release.sha256]]
    return workbook_of(
        Sheet(_("Counties"), heads, rows),
        Sheet(_("Figures and points"), part_heads, parts),
        Sheet(_("Origin"), ["", ""], note),
    )


def release_pdf(release: Release) -> bytes:
    """The yearly report, in Chinese as it is published."""
    result = result_for(release)
    with override("zh-hans"):
        place = region_label(result.region)
        data: dict[str, Any] = {
            "title": f"{place}{result.year}年{result.scheme.report[0]}",
            "publisher": release.round.unit.name,
            "published": day(release.publish_on) if release.publish_on else "草稿，尚未发布",
            "version": str(release.version),
            "change": release.change_note,
            "digest": release.sha256,
            "citation": citation_of(release, result) if release.published_at else "",
            "summary": _summary(result),
            "method": result.scheme.weights_origin[0],
            "rows": [_line(one) for one in result.counties],
            "counties": [_analysis(result, one) for one in result.counties],
        }
    return pdf_of("county/typst/report.typ", data, made_at=release.published_at)


def citation_of(release: Release, result: Result) -> str:
    """How a published version is cited: publisher, title, version, day and the address that keeps it."""
    address = settings.PUBLIC_URL + reverse("index_release_cited", args=[release.sha256])
    with override("zh-hans"):
        assert release.publish_on is not None
        place, on = region_label(result.region), day(release.publish_on)
        title = f"{place}{result.year}年{result.scheme.report[0]}（第{release.version}版）"
        return f"{release.round.unit.name}：《{title}》，{on}发布，{address}"


def _summary(result: Result) -> list[list[str]]:
    counts = "、".join(f"{code}类{n}个" for code, n in result.class_counts())
    up = [one for one in result.counties if one.award.jump]
    return [
        ["分类情况", counts],
        ["平均得分", f"{result.average}分" + _change(result)],
        [
            "实现跃升",
            "、".join(f"{one.name}（{one.jump.replace('>', '类升')}类）" for one in up) or "无",
        ],
        ["激励资金", f"{Decimal(result.awarded()) / 10000:,f}万元"],
    ]


def _change(result: Result) -> str:
    if result.last_average is None:
        return ""
    moved = result.average - result.last_average
    return f"，比上年{'提高' if moved >= 0 else '下降'}{abs(moved)}分"


def _line(one: CountyResult) -> list[str]:
    return [
        str(one.rank),
        one.name,
        one.class_,
        f"{one.score:f}",
        f"{one.last.score:f}" if one.last else "–",
        f"{one.best}–{one.worst}",
        str(one.gained) if one.last else "–",
        f"{one.award.total / 10000:g}",
    ]


def _analysis(result: Result, one: CountyResult) -> dict[str, Any]:
    levels = [
        f"{level.chinese}{one.points_of(level.code).quantize(Decimal('0.01'))}/{level.weight}分"
        for level in result.scheme.levels
    ]
    weakest = sorted(one.parts, key=lambda part: part.points - part.weight)[:3]
    return {
        "name": one.name,
        "head": f"得分{one.score}分，第{one.rank}位，{one.class_}类。",
        "levels": "；".join(levels) + "。",
        "weak": f"提升空间最大：{'；'.join(map(_weak, weakest))}。",
    }


def _weak(part: Part) -> str:
    unit = part.indicator.unit
    here = "缺报" if part.figure is None else figure(part.figure) + unit
    middle = "–" if part.median is None else figure(part.median) + unit
    return f"{part.indicator.chinese}{here}（中位数{middle}）"
