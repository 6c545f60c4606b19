"""Addresses below /commissioners/."""

from django.urls import path

from . import pages, questions, selections, units, visits

urlpatterns = [
    path("", pages.commissioners, name="commissioners"),
    path("coverage/", units.coverage, name="commissioner_coverage"),
    path("figures/", units.figures, name="commissioner_figures"),
    path("figures/sheet/", units.workbook, name="commissioner_sheet"),
    path("stations/new/", units.station_new, name="station_new"),
    path("selections/", selections.selections, name="selections"),
    path("selections/new/", selections.new, name="selection_new"),
    path("selections/<id:selection_id>/", selections.selection, name="selection"),
    path("selections/<id:selection_id>/apply/", selections.apply, name="commissioner_apply"),
    path("selections/<id:selection_id>/propose/", selections.propose, name="commissioner_propose"),
    path("visits/", visits.visits, name="visits"),
    path("visits/new/", visits.new, name="visit_new"),
    path("visits/<id:visit_id>/", visits.visit, name="visit"),
    path("visits/<id:visit_id>/need/", visits.make_need, name="visit_make_need"),
    path("visits/<id:visit_id>/<slug:act>/", visits.act, name="visit_act"),
    path("questions/", questions.questions, name="commissioner_questions"),
    path("questions/<id:question_id>/", questions.question, name="commissioner_question"),
    path("<id:appointment_id>/", pages.appointment, name="appointment"),
    path("<id:appointment_id>/ask/", questions.ask, name="commissioner_ask"),
    path("<id:appointment_id>/<slug:act>/", pages.act, name="appointment_act"),
]
