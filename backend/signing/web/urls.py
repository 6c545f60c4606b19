"""Addresses below /signing/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
