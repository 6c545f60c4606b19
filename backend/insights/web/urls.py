"""Addresses of figures."""

from django.urls import path

from . import dashboards

urlpatterns = [
    path("", dashboards.region, name="insights"),
    path("glossary/", dashboards.glossary, name="figures_glossary"),
]
