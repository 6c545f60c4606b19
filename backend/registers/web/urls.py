"""Addresses below /registers/."""

from django.urls import path

from . import lists, pages

urlpatterns = [
    path("", pages.registers_page, name="registers"),
    path("new/<slug:code>/", pages.new, name="registered_new"),
    path("lists/", lists.lists, name="register_lists"),
    path("lists/publish/<slug:code>/", lists.publish, name="register_publish"),
    path("lists/<id:list_id>/", lists.one, name="register_list"),
    path("<id:registered_id>/", pages.registered, name="registered"),
    path("<id:registered_id>/agree/", pages.agree, name="registered_agree"),
    path("<id:registered_id>/need/", pages.join, name="registered_need"),
    path("<id:registered_id>/year/", pages.year, name="registered_year"),
    path("<id:registered_id>/<slug:act>/", pages.act, name="registered_act"),
]
