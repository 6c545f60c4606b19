"""The steps of registrations in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .events import ChangeReported, RegistrationBegun
from .lifecycle import CHANGE_REPORT, OUTSIDE, REGISTRATION
from .models import ChangeReport

WORDS: Words = {
    RegistrationBegun.name: lambda event: _("Registration form begun"),
    ChangeReported.name: lambda event: (
        _("Change reported to the registry: %(kind)s")
        % {"kind": ChangeReport.Kind(event.payload["kind"]).label}
    ),
    **REGISTRATION.trail_words(),
    **CHANGE_REPORT.trail_words(),
    **OUTSIDE.trail_words(),
}
