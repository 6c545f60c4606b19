"""The own fields of each of the four lists: name → heading, in order; "*" marks what must be given."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .models import ListKind

FIELDS: dict[str, dict[str, object]] = {
    ListKind.TALENT: {
        "employer*": _("Employer"),
        "position*": _("Position or task"),
        "form": _("Form of engagement"),
        "number": _("How many"),
        "terms": _("Pay and conditions"),
    },
    ListKind.PROJECTS: {
        "lead*": _("Lead"),
        "content*": _("Content"),
        "wanted": _("Partners wanted"),
        "amount": _("Investment"),
        "period": _("Period"),
    },
    ListKind.RESOURCES: {
        "provider*": _("Provider"),
        "offer*": _("What is open to use"),
        "price": _("Price"),
        "conditions": _("Conditions of use"),
        "contact": _("How to ask"),
    },
    ListKind.POLICIES: {
        "issuer*": _("Issued by"),
        "document": _("Document"),
        "benefit*": _("Benefit"),
        "who*": _("Who may apply"),
        "where": _("Where to apply"),
    },
}


def fields_of(kind: str) -> list[tuple[str, object, bool]]:
    """Name, heading and whether it must be given, in order."""
    return [(name.rstrip("*"), words, name.endswith("*")) for name, words in FIELDS[kind].items()]
