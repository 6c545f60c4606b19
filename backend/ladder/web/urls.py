"""Addresses below /ladder/."""

from django.urls import path

from . import firms, lists, pool

urlpatterns = [
    path("", firms.ladder, name="ladder"),
    path("figures/", firms.figures, name="firm_figures"),
    path("select/", firms.select, name="standing_select"),
    path("pool/<slug:code>/", pool.pool, name="ladder_pool"),
    path("standings/<id:standing_id>/", pool.standing, name="standing"),
    path("standings/<id:standing_id>/<slug:act>/", pool.act, name="standing_act"),
    path("lists/", lists.lists, name="grade_lists"),
    path("lists/publish/", lists.publish, name="grade_list_publish"),
    path("lists/<id:grade_list_id>/", lists.one, name="grade_list"),
]
