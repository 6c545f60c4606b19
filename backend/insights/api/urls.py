"""Addresses of figures below /api/v1/."""

from django.urls import path

from .views import DashboardView, GlossaryView

urlpatterns = [
    path("glossary/", GlossaryView.as_view(), name="api-figures-glossary"),
    path("<slug:desk>/", DashboardView.as_view(), name="api-dashboard"),
]
