"""Addresses below /brokerage/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
