"""Addresses below /calls/."""

from django.urls import path

from . import calls, entering, reviewing, running

urlpatterns = [
    path("", calls.calls, name="calls"),
    path("new/", calls.begin, name="call_begin"),
    path("new/<slug:kind>/", calls.new, name="call_new"),
    path("entries/", entering.entries, name="entries"),
    path("entries/<id:entry_id>/", entering.entry, name="entry"),
    path("entries/<id:entry_id>/join/", entering.join, name="entry_join"),
    path("entries/<id:entry_id>/certificate.pdf", entering.certificate, name="entry_certificate"),
    path("entries/<id:entry_id>/<slug:act>/", entering.act, name="entry_act"),
    path("reviews/", reviewing.reviews, name="reviews"),
    path("reviews/<id:assignment_id>/", reviewing.review, name="review"),
    path("reviews/<id:assignment_id>/conflict/", reviewing.conflict, name="review_conflict"),
    path("<id:call_id>/", calls.call, name="call"),
    path("<id:call_id>/edit/", calls.edit, name="call_edit"),
    path("<id:call_id>/showcase/", calls.showcase, name="call_showcase"),
    path("<id:call_id>/enter/", entering.enter, name="call_enter"),
    path("<id:call_id>/run/", running.run, name="call_run"),
    path("<id:call_id>/key/", running.key_take, name="call_key"),
    path("<id:call_id>/open/", running.key_offer, name="call_open"),
    path("<id:call_id>/reviewers/", running.reviewers, name="call_reviewers"),
    path(
        "<id:call_id>/reviewers/<id:reviewer_id>/remove/",
        running.reviewer_off,
        name="call_reviewer_off",
    ),
    path("<id:call_id>/assign/", running.assign, name="call_assign"),
    path("<id:call_id>/decide/", running.decide, name="call_decide"),
    path("<id:call_id>/<slug:act>/", running.act, name="call_act"),
]
