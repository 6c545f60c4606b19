"""Addresses of the exchange."""

from __future__ import annotations

from django.urls import path

from . import feed, markets, oai

urlpatterns = [
    path("oai", oai.oai, name="oai"),
    path("oai/listing.xsd", oai.oai_schema, name="oai_schema"),
    path("exchange/feed/", feed.feed, name="exchange_feed"),
    path("exchange/markets/", markets.markets, name="exchange_markets"),
    path("exchange/markets/new/", markets.market_new, name="exchange_market_new"),
    path("exchange/markets/<id:market_id>/", markets.market, name="exchange_market"),
    path("exchange/markets/<id:market_id>/harvest/", markets.harvest, name="exchange_harvest"),
    path("exchange/harvests/<id:run_id>/", markets.run, name="exchange_run"),
    path("exchange/harvests/<id:run_id>/<slug:act>/", markets.run_act, name="exchange_run_act"),
]
