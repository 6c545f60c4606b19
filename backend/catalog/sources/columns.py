"""What the columns of a stranger's sheet mean: by their names, else by the look of their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.catalog.forms.labels import fields_offered
from backend.catalog.kinds import KINDS

from .cells import RowReader, field_named

BY_NAME, BY_LOOK = "name", "look"

# What headings are called in the field beside our own words, the likelier field first.
_CALLED: dict[str, tuple[str, ...]] = {
    "external_id": ("编号", "序号", "成果编号", "需求编号", "id", "no.", "no"),
    "title": (
        "名称", "题目", "标题", "成果名称", "需求名称", "项目名称", "技术名称", "难题名称", "name",
        "姓名", "服务名称", "仪器名称", "设备名称",
    ),
    "abstract": ("简介", "成果简介", "技术简介", "成果介绍", "内容", "摘要"),
    "background": ("问题描述", "需求描述", "难题描述", "需求内容", "背景", "需求背景", "简介"),
    "innovation": ("创新点", "技术创新点", "技术优势"),
    "application": ("应用领域", "应用场景", "应用前景", "适用范围"),
    "indicators": ("技术指标", "主要技术指标", "性能指标", "指标要求", "主要指标"),
    "technology_field": ("领域", "技术领域", "所属领域", "学科领域"),
    "industry": ("行业", "所属行业", "国民经济行业"),
    "chain": ("产业链", "所属产业链", "产业链环节"),
    "region": ("地区", "所在地", "所在地区", "区域", "属地"),
    "trl": ("成熟度", "技术成熟度", "就绪度", "技术就绪度"),
    "modes": ("合作方式", "转化方式", "拟转化方式", "合作意向"),
    "price": ("报价", "意向价格", "转让价格", "价格（元）", "预期价格"),
    "budget_max": ("预算", "拟投入资金", "投入预算", "资金预算", "意向投入"),
    "deadline": ("截止日期", "期限", "完成时间", "截止时间"),
    "acceptance": ("验收标准", "考核指标", "验收要求"),
    "school": ("学院", "所属学院", "完成单位", "所在学院", "院系"),
    "project_number": ("项目编号", "立项编号"),
    "licence_terms": ("开放许可条件",),
    "valid_until": ("有效期", "有效期至"),
    "stage": ("阶段", "所处阶段", "研发阶段", "转化阶段"),
}  # fmt: skip
# Few words that say much: a column whose every cell is one of them is that field.
_TOLD_BY_LOOK = (
    "region",
    "industry",
    "technology_field",
    "chain",
    "stage",
    "modes",
    "indicators",
    "deadline",
)
_ENOUGH = 2  # different cells that agree


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column probably means, and by what that is told; empty where nothing tells."""

    field: str = ""
    by: str = ""


def columns_guessed(
    kind: str, columns: Sequence[str], sample: Sequence[Mapping[str, str]]
) -> dict[str, Guess]:
    """A guess for each column of a sheet, no field twice; ``sample`` are its first rows."""
    offered = fields_offered(kind)
    found: dict[str, Guess] = {}
    for told in (_named_exactly, _called):
        for column in columns:
            field = told(kind, column)
            if column and column not in found and field in offered and not _taken(found, field):
                found[column] = Guess(field, BY_NAME)
    reader = RowReader(kind, ["external_id", "title"])
    for column in columns:
        if column and column not in found:
            found[column] = _by_look(reader, found, [row.get(column, "") for row in sample])
    return found


def _taken(found: Mapping[str, Guess], field: str) -> bool:
    return any(guess.field == field for guess in found.values())


def _named_exactly(kind: str, column: str) -> str:
    return field_named(kind, column)


def _called(kind: str, column: str) -> str:
    """By what such columns are called; units and remarks behind the name do not matter."""
    bare = "".join(column.split()).casefold().split("(")[0].split("（")[0].strip("*：:")
    for field in (*KINDS[kind].shown, *_CALLED):
        if bare in _CALLED.get(field, ()):
            return field
    return ""


def _by_look(reader: RowReader, found: Mapping[str, Guess], cells: Sequence[str]) -> Guess:
    said = {cell.strip() for cell in cells if cell.strip()}
    if len(said) < _ENOUGH:
        return Guess()
    offered = fields_offered(reader.kind)
    for field in _TOLD_BY_LOOK:
        if field not in offered or _taken(found, field):
            continue
        if field == "indicators" and not all(any(c.isdigit() for c in cell) for cell in said):
            continue
        if all(reader.takes(field, cell) for cell in said):
            return Guess(field, BY_LOOK)
    return Guess()
