"""Forms of what an achievement rests on; the services decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import ServiceForm

from .models import Evidence, IpItem, TeamMember


class _Kept(ServiceForm, forms.ModelForm):  # type: ignore[type-arg]
    """A form whose checks are the service's, which shows what that refused beside its controls."""

    def _post_clean(self) -> None:
        """Nothing: the service checks the whole row, under its lock."""


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class IpItemForm(_Kept):
    """A right."""

    class Meta:
        model = IpItem
        fields = ("kind", "number", "title", "status", "holder", "filed_on", "expires_on")
        widgets = {"filed_on": _day(), "expires_on": _day()}


class TeamMemberForm(_Kept):
    """A member of the team."""

    class Meta:
        model = TeamMember
        fields = ("name", "institution", "role", "share")


class EvidenceForm(_Kept):
    """Evidence of a level."""

    class Meta:
        model = Evidence
        fields = ("level", "kind", "told", "issuer", "dated")
        widgets = {"dated": _day()}


FORMS: dict[str, Any] = {"rights": IpItemForm, "team": TeamMemberForm, "evidence": EvidenceForm}
ADD = {
    "rights": _("Add a right"),
    "team": _("Add somebody of the team"),
    "evidence": _("Add evidence"),
}
