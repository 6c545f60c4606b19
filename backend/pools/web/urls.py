"""Addresses below /pools/."""

from django.urls import path

from . import chain_map, flags, needs, problems, projects

urlpatterns = [
    path("map/", chain_map.chain_map, name="chain_map"),
    path("map/<str:code>/", chain_map.chain_map, name="chain_map"),
    path("needs/", needs.need_pool, name="need_pool"),
    path("choke-points/", flags.board_page, name="choke_points"),
    path("flag/<id:need_id>/", flags.flag_new, name="flag_new"),
    path("flags/<id:flag_id>/lift/", flags.flag_end, name="flag_lift"),
    path("problems/", problems.problems, name="problems"),
    path("problems/new/", problems.problem_new, name="problem_new"),
    path("problems/<id:problem_id>/", problems.problem, name="problem"),
    path("problems/<id:problem_id>/<slug:act>/", problems.act, name="problem_act"),
    path("asked/<id:asked_id>/<slug:act>/", problems.answer, name="problem_need_act"),
    path("projects/", projects.projects, name="projects"),
    path("projects/new/", projects.project_new, name="project_new"),
    path("projects/<id:project_id>/", projects.project, name="pool_project"),
    path("projects/<id:project_id>/<slug:act>/", projects.act, name="pool_project_act"),
]
