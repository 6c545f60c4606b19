"""Addresses of the exchange."""

from __future__ import annotations

from django.urls import path

from . import accords, feed, markets, oai, open_data

urlpatterns = [
    path("oai", oai.oai, name="oai"),
    path("oai/listing.xsd", oai.oai_schema, name="oai_schema"),
    path("exchange/feed/", feed.feed, name="exchange_feed"),
    path("exchange/texts/", accords.accords, name="exchange_accords"),
    path("exchange/texts/new/", accords.accord_new, name="exchange_accord_new"),
    path("exchange/texts/<id:accord_id>/", accords.accord, name="exchange_accord"),
    path(
        "exchange/texts/<id:accord_id>/<id:market_id>/",
        accords.accord_accept,
        name="exchange_accord_accept",
    ),
    path("open-data/", open_data.open_data, name="open_data"),
    path("open-data/catalog.jsonld", open_data.dcat, name="open_dcat"),
    path("open-data/ocds.json", open_data.ocds, name="open_ocds"),
    path("open-data/listings.jsonl", open_data.listings, name="open_listings"),
    path("api/v1/statistics/", open_data.statistics, name="open_statistics"),
    path("exchange/markets/", markets.markets, name="exchange_markets"),
    path("exchange/markets/new/", markets.market_new, name="exchange_market_new"),
    path("exchange/markets/<id:market_id>/", markets.market, name="exchange_market"),
    path("exchange/markets/<id:market_id>/harvest/", markets.harvest, name="exchange_harvest"),
    path("exchange/harvests/<id:run_id>/", markets.run, name="exchange_run"),
    path("exchange/harvests/<id:run_id>/<slug:act>/", markets.run_act, name="exchange_run_act"),
]
