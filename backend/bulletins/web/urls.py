"""Addresses below /bulletins/."""

from __future__ import annotations

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.bulletins, name="bulletins"),
    path("new/", pages.new, name="bulletin_new"),
    path("<id:bulletin_id>/", pages.bulletin, name="bulletin"),
    path("<id:bulletin_id>/begin/", pages.begin, name="issue_begin"),
    path("issues/<id:issue_id>/", pages.issue, name="issue"),
    path("issues/<id:issue_id>/edit/", pages.edit, name="issue_edit"),
    path("issues/<id:issue_id>/issue.pdf", pages.pdf, name="issue_pdf"),
    path("issues/<id:issue_id>/<slug:act>/", pages.act, name="issue_act"),
]
