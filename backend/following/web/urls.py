"""Addresses below /following/."""

from django.urls import path

from . import feeds, follows, searches

urlpatterns = [
    path("", searches.following, name="following"),
    path("save/", searches.save, name="search_save"),
    path("searches/<id:search_id>/", searches.saved_search, name="saved_search"),
    path("searches/<id:search_id>/renew/", searches.renew, name="feed_renew"),
    path("searches/<id:search_id>/forget/", searches.forget, name="search_forget"),
    path("feeds/<slug:secret>.atom", feeds.feed, name="search_feed"),
    path("listings/<id:listing_id>/", follows.listing, name="listing_follow"),
    path("chains/", follows.chain, name="chain_follow"),
    path("follows/<id:follow_id>/end/", follows.end, name="follow_end"),
]
