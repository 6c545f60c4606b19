"""Addresses of the county index."""

from django.urls import path

from . import releases, rounds, supplies

urlpatterns = [
    path("", releases.index, name="county_index"),
    path("schemes/<slug:code>/", releases.scheme, name="index_scheme"),
    path("cited/<slug:digest>/", releases.cited, name="index_release_cited"),
    path("releases/<id:index_release_id>/", releases.release, name="index_release"),
    path(
        "releases/<id:index_release_id>/release.xlsx", releases.workbook, name="index_release_xlsx"
    ),
    path("releases/<id:index_release_id>/report.pdf", releases.report, name="index_release_pdf"),
    path(
        "releases/<id:index_release_id>/counties/<slug:county>/",
        releases.county,
        name="index_county",
    ),
    path("releases/<id:index_release_id>/<slug:act>/", releases.act, name="index_release_act"),
    path("uses/<id:money_use_id>/", releases.use, name="money_use"),
    path("rounds/new/", rounds.new, name="index_round_new"),
    path("rounds/<id:index_round_id>/", rounds.round_page, name="index_round"),
    path("rounds/<id:index_round_id>/draft/", rounds.draft, name="index_release_draft"),
    path(
        "rounds/<id:index_round_id>/counties/<slug:county>/",
        rounds.county_figures,
        name="index_county_figures",
    ),
    path("figures/<id:figure_id>/object/", rounds.object_to, name="figure_object"),
    path("objections/<id:figure_objection_id>/", rounds.objection, name="figure_objection"),
    path(
        "objections/<id:figure_objection_id>/<slug:act>/",
        rounds.objection_act,
        name="figure_objection_act",
    ),
    path("tasks/<id:supply_task_id>/", supplies.task, name="supply_task"),
    path("tasks/<id:supply_task_id>/figures/", supplies.deliver, name="supply_task_figures"),
    path("tasks/<id:supply_task_id>/file/", supplies.deliver_file, name="supply_task_file"),
    path("tasks/<id:supply_task_id>/compute/", supplies.compute, name="supply_task_compute"),
    path("tasks/<id:supply_task_id>/template.xlsx", supplies.template, name="supply_task_xlsx"),
    path("tasks/<id:supply_task_id>/<slug:act>/", supplies.act, name="supply_task_act"),
]
