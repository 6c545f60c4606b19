"""Addresses below /talent/."""

from django.urls import path

from . import lists, people, wishes

urlpatterns = [
    path("map/", people.talent_map_page, name="talent_map"),
    path("for-need/<id:listing_id>/", people.candidates, name="talent_candidates"),
    path("experts/<id:listing_id>/", people.profile_edit, name="talent_profile"),
    path("experts/<id:listing_id>/works/", people.work_new, name="talent_work_add"),
    path("works/<id:work_id>/remove/", people.work_end, name="talent_work_remove"),
    path("experts/<id:listing_id>/claim/", people.claim_new, name="talent_claim"),
    path("claims/<id:claim_id>/", people.claim, name="claim"),
    path("claims/<id:claim_id>/<slug:act>/", people.claim_act, name="claim_act"),
    path("lists/", lists.lists, name="talent_lists"),
    path("lists/<slug:kind>/", lists.lists, name="talent_lists"),
    path("lists/<slug:kind>/new/", lists.entry_new, name="talent_entry_new"),
    path("entries/<id:entry_id>/withdraw/", lists.entry_end, name="talent_entry_withdraw"),
    path("wishes/", wishes.wishes, name="talent_wishes"),
    path("wishes/new/", wishes.wish_new, name="talent_wish_new"),
    path("wishes/<id:wish_id>/", wishes.wish, name="talent_wish"),
    path("wishes/<id:wish_id>/<slug:act>/", wishes.act, name="talent_wish_act"),
]
