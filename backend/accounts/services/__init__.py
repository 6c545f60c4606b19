"""Writes of people and organisations."""

from .government import government_unit_set_up, region_define
from .invitations import (
    invitation_accept,
    invitation_decline,
    invitation_withdraw,
    member_invite,
)
from .members import member_duties_change, member_join, member_leave, member_remove
from .organisations import organisation_verify
from .preferences import language_choose
from .profile import profile_edit
from .tokens import token_issue, token_revoke, token_use

__all__ = [
    "government_unit_set_up",
    "invitation_accept",
    "invitation_decline",
    "invitation_withdraw",
    "language_choose",
    "member_duties_change",
    "member_invite",
    "member_join",
    "member_leave",
    "member_remove",
    "organisation_verify",
    "profile_edit",
    "region_define",
    "token_issue",
    "token_revoke",
    "token_use",
]
