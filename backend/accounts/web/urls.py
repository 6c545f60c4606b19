"""Addresses of a person's own matters, below /my/."""

from django.urls import path

from . import organisations, preferences

urlpatterns = [
    path("language/", preferences.language, name="language"),
    path("theme/", preferences.theme, name="theme"),
    path("settings/", preferences.settings_page, name="settings"),
    path("organisation/", organisations.switch, name="organisation_switch"),
    path("organisation/new/", organisations.register, name="organisation_register"),
    path("organisation/<int:pk>/members/", organisations.member_new, name="member_new"),
]
