"""Addresses below /integrity/."""

from django.urls import path

from . import draws, sanctions

urlpatterns = [
    path("", sanctions.sanctions, name="sanctions"),
    path("new/", sanctions.new, name="sanction_new"),
    path("draws/", draws.draws, name="draws"),
    path("draws/new/", draws.new, name="draw_new"),
    path("draws/<id:draw_id>/", draws.draw, name="draw"),
    path("draws/<id:draw_id>/items/<id:item_id>/", draws.finding, name="draw_finding"),
    path("draws/<id:draw_id>/<slug:act>/", draws.act, name="draw_act"),
    path("<id:sanction_id>/", sanctions.sanction, name="sanction"),
    path("<id:sanction_id>/<slug:act>/", sanctions.act, name="sanction_act"),
]
