"""Addresses of search."""

from django.urls import path

from . import examining, searching, similar, suggesting, weighing

urlpatterns = [
    path("", searching.search, name="search"),
    path("similar/<id:listing_id>/", similar.similar, name="similar"),
    path("suggestions/", suggesting.suggestions, name="suggestions"),
    path("why/<id:need_id>/", examining.offers, name="why_not"),
    path("why/<id:need_id>/<id:offer_id>/", examining.pair, name="why_not_pair"),
    path("matcher/", weighing.weigh, name="weights"),
    path("matcher/propose/", weighing.propose, name="weights_propose"),
    path("matcher/promote/<slug:name>/", weighing.promote, name="release_promote"),
    path("matcher/rollback/", weighing.rollback, name="release_rollback"),
]
