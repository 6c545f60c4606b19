"""Addresses of the exchange."""

from __future__ import annotations

from django.urls import path

from . import feed, oai

urlpatterns = [
    path("oai", oai.oai, name="oai"),
    path("oai/listing.xsd", oai.oai_schema, name="oai_schema"),
    path("exchange/feed/", feed.feed, name="exchange_feed"),
]
