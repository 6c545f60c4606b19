"""Addresses below /cases/."""

from __future__ import annotations

from django.urls import path

from . import lists, pages

urlpatterns = [
    path("", pages.cases, name="cases"),
    path("honours/", lists.lists, name="honour_lists"),
    path("honours/<id:honour_list_id>/", lists.honour_list, name="honour_list"),
    path("honours/<id:honour_list_id>.pdf", lists.paper, name="honour_list_paper"),
    path("honours/<id:honour_list_id>/answer/", lists.answer, name="honour_answer"),
    path("honours/<id:honour_list_id>/<slug:act>/", lists.act, name="honour_list_act"),
    path("of/<id:deal_id>/", pages.write, name="case_write"),
    path("<id:case_id>/", pages.case, name="case"),
    path("<id:case_id>/<slug:act>/", pages.act, name="case_act"),
]
