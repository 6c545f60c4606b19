"""Addresses below /events/."""

from django.urls import path

from . import coming, pages

urlpatterns = [
    path("", pages.gatherings, name="gatherings"),
    path("new/", pages.new, name="gathering_new"),
    path("<id:gathering_id>/", pages.gathering, name="gathering"),
    path("<id:gathering_id>/edit/", pages.edit, name="gathering_edit"),
    path("<id:gathering_id>/event.ics", pages.calendar_file, name="gathering_file"),
    path("<id:gathering_id>/propose/", coming.propose, name="gathering_propose"),
    path("<id:gathering_id>/come/", coming.come, name="gathering_come"),
    path("<id:gathering_id>/attend/", coming.there, name="gathering_attend"),
    path("talks/<id:talk_id>/answer/", coming.answer, name="talk_answer"),
    path("talks/<id:talk_id>/judge/", coming.judge, name="talk_judge"),
    path("<id:gathering_id>/<slug:act>/", pages.act, name="gathering_act"),
]
