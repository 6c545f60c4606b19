"""Who may act on organisations and their members."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .duties import BINDING, action

MANAGE_MEMBERS = action("member_manage", _("Add and remove members"), BINDING, operator=True)
VERIFY = action("organisation_verify", _("Verify an organisation"), [], operator=True)
