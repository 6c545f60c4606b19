"""API addresses of ledger."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
