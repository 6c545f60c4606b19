"""Addresses of figures."""

from django.urls import path

from . import dashboards

urlpatterns = [
    path("", dashboards.home, name="insights"),
    path("glossary/", dashboards.glossary, name="figures_glossary"),
    path("<slug:desk>/", dashboards.desk, name="insights_desk"),
    path("<slug:desk>.pdf", dashboards.paper, name="insights_paper"),
]
