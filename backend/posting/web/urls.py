"""Addresses below /posting/."""

from django.urls import path

from . import foreseeing, invited, pages

urlpatterns = [
    path("", pages.drafts, name="need_drafts"),
    path("new/", pages.begin, name="need_begin"),
    path("for/", pages.begin_for, name="need_begin_for"),
    path("invited/<uuid:token>/", invited.invited, name="need_draft_invited"),
    path("<id:need_draft_id>/", pages.draft, name="need_draft"),
    path("<id:need_draft_id>/likely/", foreseeing.likely, name="need_draft_likely"),
    path("<id:need_draft_id>/question/<slug:name>/", pages.question, name="need_question"),
    path("<id:need_draft_id>/<slug:act>/", pages.act, name="need_draft_act"),
]
