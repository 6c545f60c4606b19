"""Addresses of the composed pages."""

from django.urls import path

from . import desk, glossary, home, inbox, operations, pairings, regional

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path(
        "desk/region/<str:code>/contracts/<str:side>/", regional.contracts, name="region_contracts"
    ),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/arrivals/", inbox.arrivals, name="inbox_arrivals"),
    path("inbox/seen/", inbox.seen, name="inbox_seen"),
    path("inbox/read/", inbox.read, name="inbox_read"),
    path("inbox/<id:pk>/", inbox.open_notice, name="notice"),
    path("fits/<id:pk>/", pairings.of_listing, name="listing_pairings"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("operations/index/", operations.index_status, name="index_status"),
    path("operations/retry/", operations.retry, name="deliveries_retry"),
]
