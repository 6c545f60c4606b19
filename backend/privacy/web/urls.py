"""Addresses below /my/data/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.data, name="my_data"),
    path("copy/", pages.copy, name="my_data_copy"),
    path("close/", pages.close, name="account_close"),
]
