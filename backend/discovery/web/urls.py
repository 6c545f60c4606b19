"""Addresses of search."""

from django.urls import path

from . import searching

urlpatterns = [
    path("", searching.search, name="search"),
]
