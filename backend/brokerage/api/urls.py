"""API addresses of brokerage."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
