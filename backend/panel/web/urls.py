"""Addresses below /panels/."""

from django.urls import path

from . import panels, sittings

urlpatterns = [
    path("", panels.panels, name="panels"),
    path("lists/", sittings.lists, name="need_lists"),
    path("lists/<id:sitting_id>/", sittings.listed, name="need_list"),
    path("lists/<id:sitting_id>/pdf/", sittings.list_as_pdf, name="need_list_pdf"),
    path("lists/<id:sitting_id>/xlsx/", sittings.list_as_xlsx, name="need_list_xlsx"),
    path("<id:panel_id>/", panels.panel, name="panel"),
    path("<id:panel_id>/members/", panels.appoint, name="panel_appoint"),
    path("<id:panel_id>/members/<id:member_id>/dismiss/", panels.dismiss, name="panel_dismiss"),
    path("<id:panel_id>/plan/", panels.plan, name="sitting_plan"),
    path("sittings/<id:sitting_id>/", sittings.sitting, name="sitting"),
    path("sittings/<id:sitting_id>/agenda/", sittings.add, name="item_add"),
    path(
        "sittings/<id:sitting_id>/agenda/<id:item_id>/remove/", sittings.remove, name="item_remove"
    ),
    path(
        "sittings/<id:sitting_id>/agenda/<id:item_id>/verdict/", sittings.judge, name="verdict_give"
    ),
    path(
        "sittings/<id:sitting_id>/agenda/<id:item_id>/decision/",
        sittings.decide,
        name="item_decide",
    ),
    path("sittings/<id:sitting_id>/<slug:act>/", sittings.act, name="sitting_act"),
]
