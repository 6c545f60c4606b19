"""Addresses below /deals/."""

from django.urls import path

from . import meetings, pages, room

urlpatterns = [
    path("", pages.deals, name="deals"),
    path("meetings/<id:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<id:meeting_id>/change/", meetings.change, name="meeting_change"),
    path("meetings/<id:meeting_id>/answer/", meetings.answer, name="meeting_answer"),
    path("meetings/<id:meeting_id>/invitation.ics", meetings.calendar, name="meeting_calendar"),
    path("meetings/<id:meeting_id>/<slug:act>/", meetings.act, name="meeting_act"),
    path("<id:deal_id>/", pages.deal, name="deal"),
    path("<id:deal_id>/next-step/", room.plan, name="deal_plan"),
    path("<id:deal_id>/next-step/done/", room.step_done, name="deal_step_done"),
    path("<id:deal_id>/confidentiality/", room.nda, name="deal_nda"),
    path("<id:deal_id>/result/", room.result, name="deal_result"),
    path("<id:deal_id>/meetings/", meetings.plan, name="meeting_plan"),
    path("<id:deal_id>/<slug:act>/", pages.act, name="deal_act"),
]
