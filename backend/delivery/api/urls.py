"""API addresses of delivery."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
