"""Addresses of search."""

from django.urls import path

from . import searching, suggesting

urlpatterns = [
    path("", searching.search, name="search"),
    path("suggestions/", suggesting.suggestions, name="suggestions"),
]
