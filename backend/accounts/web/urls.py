"""Addresses of a person's own matters, below /my/."""

from django.urls import path

from . import invitations, members, organisations, preferences, profile, tokens

urlpatterns = [
    path("language/", preferences.language, name="language"),
    path("theme/", preferences.theme, name="theme"),
    path("settings/", preferences.settings_page, name="settings"),
    path("profile/", profile.profile, name="profile"),
    path("people/<id:user_id>/photo/", profile.photo, name="photo"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<id:token_id>/revoke/", tokens.revoke, name="token_revoke"),
    path("organisation/", organisations.switch, name="organisation_switch"),
    path("organisation/government/", organisations.government_unit, name="government_unit"),
    path("organisation/<id:pk>/members/", members.members, name="members"),
    path("organisation/<id:pk>/leave/", members.leave, name="member_leave"),
    path("organisation/<id:pk>/members/<id:user_id>/duties/", members.duties, name="member_duties"),
    path("organisation/<id:pk>/members/<id:user_id>/remove/", members.remove, name="member_remove"),
    path(
        "organisation/<id:pk>/invitations/<id:invitation_id>/withdraw/",
        members.withdraw,
        name="invitation_withdraw",
    ),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<id:pk>/accept/", invitations.accept, name="invitation_accept"),
    path("invitations/<id:pk>/decline/", invitations.decline, name="invitation_decline"),
]
