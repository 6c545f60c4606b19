"""API addresses of ownership."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
