"""Addresses below /finance/."""

from django.urls import path

from . import shelf, wishes

urlpatterns = [
    path("", shelf.finance, name="finance"),
    path("products/new/", shelf.product, name="product_new"),
    path("products/<id:product_id>/", shelf.product, name="product_edit"),
    path("wishes/", wishes.wishes, name="wishes"),
    path("wishes/new/", wishes.make, name="wish_make"),
    path("wishes/<id:wish_id>/", wishes.wish, name="wish"),
    path("wishes/<id:wish_id>/answer/", wishes.answer, name="wish_answer"),
    path("wishes/<id:wish_id>/<slug:act>/", wishes.act, name="wish_act"),
    path("banks/admit/", wishes.lender, {"admits": True}, name="lender_admit"),
    path("banks/dismiss/", wishes.lender, {"admits": False}, name="lender_dismiss"),
    path("white-lists/publish/", wishes.publish, name="white_list_publish"),
]
