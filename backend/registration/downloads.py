"""What a registration looks like on paper and as data: the registry's form, and the certificate."""

from __future__ import annotations

import json
from decimal import Decimal
from operator import itemgetter
from typing import Any
from xml.etree import ElementTree

from django.utils import timezone
from django.utils.translation import override

from backend.accounts.models import Organisation
from backend.accounts.regions import region_label
from backend.catalog.taxonomies import label
from backend.core.characters import legible
from backend.core.dates import day
from backend.core.exporting import Column
from backend.core.money import exact
from backend.core.sheets import Sheet, workbook_of
from backend.core.typesetting import pdf_of

from .completeness import papers_required
from .measures import measure_on
from .models import Registration

_ROOT = "TechnologyContract"


def form_values(registration: Registration) -> dict[str, Any]:
    """The registry's form by the keys of its columns, each value as the form writes it."""
    codes = registration.measure.codes
    type_code, type_name = codes.type_written(registration.type, registration.subtype)
    contract = registration.contract
    with override("zh-hans"):
        field = label("fields", registration.technology_field)
    return {
        "number": registration.number or "",
        "title": registration.title,
        "type": type_code,
        "type_name": type_name,
        "signed_on": _date(registration.signed_on),
        "valid_from": _date(registration.valid_from),
        "valid_until": _date(registration.valid_until),
        **_party("seller", registration, contract.seller),
        **_party("buyer", registration, contract.buyer),
        "field": field,
        "industry": registration.industry,
        "right": registration.right,
        "plan": registration.plan,
        "plan_number": registration.plan_number,
        "currency": registration.currency,
        "contract_amount": registration.contract_amount,
        "technology_amount": registration.technology_amount,
        "new_investment": registration.new_investment,
        "new_output": registration.new_output,
    }


def form_json(registration: Registration) -> bytes:
    """The form as a JSON object; amounts and dates are text."""
    values = {key: _text(value) for key, value in form_values(registration).items()}
    return json.dumps(values, ensure_ascii=False, indent=2).encode()


def form_xml(registration: Registration) -> bytes:
    """The form as XML, with the elements that the code file names."""
    root = ElementTree.Element(_ROOT, measure=registration.measure_name)
    values = form_values(registration)
    for column in registration.measure.codes.columns:
        ElementTree.SubElement(root, column.element).text = legible(_text(values[column.key]))
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def form_xlsx(registrations: list[Registration]) -> bytes:
    """The forms as rows of one sheet in the registry's columns."""
    columns = registrations[0].measure.codes.columns
    rows = [
        [values[column.key] for column in columns] for values in map(form_values, registrations)
    ]
    return workbook_of(Sheet("技术合同登记表", [column.head for column in columns], rows))


def form_columns() -> list[Column]:
    """The columns of the form in force for a list of registrations, each as ``form_values`` gives it."""
    columns = measure_on(timezone.localdate()).codes.columns
    return [Column(one.key, one.head, itemgetter(one.key)) for one in columns]


def form_pdf(registration: Registration) -> bytes:
    """The form as a document, in Chinese as registries read it, with codes spelled out."""
    codes = registration.measure.codes
    values = form_values(registration)
    with override("zh-hans"):
        spelled = {
            **{
                f"{side}_{name}": f"{values[f'{side}_{name}']} {codes.label(names, values[key])}"
                for side in ("seller", "buyer")
                for name, names in (("country", "countries"), ("nature", "natures"))
                for key in [f"{side}_{name}"]
            },
            **{
                f"{side}_region": f"{values[f'{side}_region']} "
                f"{region_label(values[f'{side}_region'])}"
                for side in ("seller", "buyer")
            },
            "industry": f"{values['industry']} {label('industries', registration.industry)}",
            "right": f"{values['right']} {codes.label('rights', registration.right)}",
            "plan": f"{values['plan']} {codes.label('plans', registration.plan)}",
        }
        rows = [
            [column.head, (spelled.get(column.key) or _shown(values[column.key])).strip()]
            for column in codes.columns
        ]
        data = {
            "title": "技术合同登记表",
            "measure": registration.measure.title,
            "rows": rows,
            "papers": [item.words for item in papers_required(registration)],
            "state": str(registration.get_state_display()),
            "printed": day(timezone.localdate()),
            "contact": f"{registration.contact_name} {registration.contact_phone}".strip(),
        }
    return pdf_of("registration/typst/form.typ", data)


def certificate_pdf(registration: Registration) -> bytes:
    """The certificate of a registered contract, with both amounts and the preferences it opens."""
    assert registration.registry is not None
    assert registration.registered_on is not None
    contract = registration.contract
    with override("zh-hans"):
        type_name = registration.measure.codes.type_written(
            registration.type, registration.subtype
        )[1]
        data = {
            "title": "技术合同登记证明",
            "number": registration.number,
            "rows": [
                ["项目名称", registration.title],
                ["合同类别", type_name],
                [
                    "卖方（申请登记方）" if not registration.seller_abroad else "卖方",
                    contract.seller.name,
                ],
                [
                    "买方" if not registration.seller_abroad else "买方（申请登记方）",
                    contract.buyer.name,
                ],
                ["合同签订日期", day(registration.signed_on)],
                ["合同有效期", _span(registration)],
                ["合同成交额", exact(registration.contract_amount, registration.currency)],
                ["其中技术交易额", exact(registration.technology_amount, registration.currency)],
                ["认定登记日期", day(registration.registered_on)],
            ],
            "registry": registration.registry.name,
            "date": day(registration.registered_on),
            "measure": registration.measure.title,
            "preferences": [
                [one.title, one.text, one.basis]
                for one in registration.measure.preferences_for(
                    registration.type, registration.applicant.kind
                )
            ],
        }
    return pdf_of("registration/typst/certificate.typ", data)


def _party(side: str, registration: Registration, organisation: Organisation) -> dict[str, str]:
    return {
        f"{side}_name": organisation.name,
        f"{side}_code": organisation.credit_code or "",
        **{
            f"{side}_{name}": getattr(registration, f"{side}_{name}")
            for name in ("country", "region", "nature")
        },
    }


def _span(registration: Registration) -> str:
    ends = (registration.valid_from, registration.valid_until)
    return " 至 ".join(day(end) for end in ends if end is not None)


def _date(value: Any) -> str:
    return value.isoformat() if value else ""


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _shown(value: Any) -> str:
    return f"{value:,.2f}" if isinstance(value, Decimal) else _text(value)
