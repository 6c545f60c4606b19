"""API addresses of terms."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
