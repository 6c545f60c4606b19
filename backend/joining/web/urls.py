"""Addresses below /joining/."""

from django.urls import path

from . import applications, domains, requests, standing

urlpatterns = [
    path("", requests.join, name="join"),
    path("organisations/<id:organisation_id>/ask/", requests.ask, name="join_ask"),
    path("organisations/<id:organisation_id>/", domains.joining, name="joining"),
    path("domains/<id:domain_id>/confirm/", domains.confirm, name="mail_domain_confirm"),
    path("domains/<id:domain_id>/remove/", domains.remove, name="mail_domain_remove"),
    path("requests/<id:join_request_id>/", requests.join_request, name="join_request"),
    path("requests/<id:join_request_id>/<slug:act>/", requests.act, name="join_request_act"),
    path("register/", applications.register, name="organisation_register"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<id:application_id>/", applications.application, name="application"),
    path(
        "applications/<id:application_id>/<slug:act>/",
        applications.act,
        name="application_act",
    ),
    path(
        "organisations/<id:organisation_id>/apply/",
        applications.again,
        name="organisation_apply",
    ),
    path("organisations/", standing.organisations, name="organisations_overseen"),
    path(
        "organisations/<id:organisation_id>/standing/",
        standing.standing,
        name="organisation_standing",
    ),
]
