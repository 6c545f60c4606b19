"""What a contract's documents say: always in Chinese, which is the language of the contract."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

import cn2an
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import override

from backend.contracts.models import Contract, ContractType, PaymentForm
from backend.core import dates, money

ROLES = {
    ContractType.DEVELOPMENT: ("委托方", "研究开发方"),
    ContractType.TRANSFER: ("受让方", "让与方"),
    ContractType.LICENCE: ("被许可方", "许可方"),
    ContractType.CONSULTING: ("委托方", "受托方"),
    ContractType.SERVICE: ("委托方", "受托方"),
}


def contract_document(contract: Contract) -> dict[str, Any]:
    """The content of the documents, as text alone."""
    with override("zh-hans"):
        buyer_role, seller_role = ROLES[ContractType(contract.type)]
        return {
            "title": contract.title,
            "name": _name(contract),
            "number": contract.number,
            "code": code_of(contract),
            "parties": [
                _party("甲方", buyer_role, contract.buyer),
                _party("乙方", seller_role, contract.seller),
            ],
            "elements": _elements(contract),
            "parts": _parts(contract),
            "instalments": _instalments(contract),
            "indicators": _indicators(contract),
            "clauses": [
                {"heading": clause["heading"], "paragraphs": clause["text"].split("\n")}
                for clause in contract.clauses
            ],
        }  # fmt: skip


def code_of(contract: Contract) -> str:
    """What is printed on every page: number, revision, and a digest of all that the contract says."""
    said = [
        contract.title, contract.type, contract.subtype, contract.amount, contract.currency,
        contract.payment_form, contract.royalty_base, contract.royalty_percent, contract.entry_fee,
        contract.starts_on, contract.ends_on, contract.ip_ownership, contract.clauses,
        [[p.kind, p.words, p.amount] for p in contract.parts.all()],
        [[i.amount, i.due_on, i.condition] for i in contract.instalments.all()],
    ]  # fmt: skip
    plain = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False)
    digest = hashlib.sha256(plain.encode()).hexdigest()[:8].upper()
    return f"{contract.number}-{contract.revision}-{digest}"


def _name(contract: Contract) -> str:
    if contract.kind == Contract.Kind.MAIN:
        return f"{contract.get_type_display()}合同"
    return str(contract.get_kind_display())


def _party(side: str, role: str, organisation: Any) -> dict[str, str]:
    return {
        "side": side,
        "role": role,
        "name": organisation.name,
        "credit_code": organisation.credit_code or "—",
    }


def _elements(contract: Contract) -> list[list[str]]:
    kind = str(contract.get_type_display())
    if contract.subtype:
        kind = f"{kind}（{contract.subtype_label}）"
    rows = [["合同类型", kind], ["合同成交额", _amount(contract)]]
    if contract.base is not None:
        rows.insert(0, ["原合同", f"{contract.base.number}　{contract.base.title}"])
    if contract.technology_amount != contract.amount:
        technology = money.exact(contract.technology_amount, contract.currency)
        rows.append(["其中技术交易额", technology])
    rows.append(["支付方式", _payment(contract)])
    if contract.starts_on or contract.ends_on:
        days = [dates.day(day) if day else "—" for day in (contract.starts_on, contract.ends_on)]
        rows.append(["有效期", " 至 ".join(days)])
    rows.append(["技术成果归属", str(contract.get_ip_ownership_display())])
    return rows


def _amount(contract: Contract) -> str:
    exact = money.exact(contract.amount, contract.currency)
    if contract.currency != "CNY":
        return f"{exact}（{contract.get_currency_display()}）"
    return f"{exact}（人民币{amount_in_words(contract.amount)}）"


def amount_in_words(amount: Decimal) -> str:
    """An amount in yuan as banks and contracts write it: 壹佰贰拾伍万元整."""
    return str(cn2an.an2cn(f"{amount:f}", "rmb"))


def _payment(contract: Contract) -> str:
    said = [str(contract.get_payment_form_display())]
    if contract.payment_form == PaymentForm.ENTRY_ROYALTY and contract.entry_fee is not None:
        said.append(f"入门费{money.exact(contract.entry_fee, contract.currency)}")
    if contract.royalty_percent is not None:
        percent = f"{contract.royalty_percent.normalize():f}"
        said.append(f"按{contract.get_royalty_base_display()}的{percent}%提成")
    return "，".join(said)


def _parts(contract: Contract) -> list[list[str]]:
    """Kind, words and amount of each part of the price, and of several their sum."""
    rows = [
        [
            str(part.get_kind_display()),
            part.words or "—",
            money.exact(part.amount, contract.currency),
        ]
        for part in contract.parts.all()
    ]
    total = ["合计", "", money.exact(contract.amount, contract.currency)]
    return [*rows, total] if len(rows) > 1 else rows


def _instalments(contract: Contract) -> list[list[str]]:
    """Number, condition, day and amount of each, and their sum."""
    rows = [
        [
            str(row.position),
            row.condition or "—",
            dates.day(row.due_on) if row.due_on else "—",
            money.exact(row.amount, contract.currency),
        ]
        for row in contract.instalments.all()
    ]
    total = ["", "合计", "", money.exact(contract.amount, contract.currency)]
    return [*rows, total] if rows else []


def _indicators(contract: Contract) -> list[list[str]]:
    if contract.need is None or contract.kind not in Contract.COUNTED:
        return []
    return [
        [one.name, _wanted(one), one.unit or "—"]
        for one in contract.need.indicators.order_by("position")
    ]


def _wanted(one: Any) -> str:
    value = f"{one.value.normalize():f}"
    if one.value_max is not None:
        return f"{value}–{one.value_max.normalize():f}"
    return f"{one.get_comparator_display()} {value}"
