"""Addresses below /contracts/."""

from django.urls import path

from . import pages, texts

urlpatterns = [
    path("", pages.contracts, name="contracts"),
    path("of-deal/<id:deal_id>/", pages.draft, name="contract_draft"),
    path("<id:contract_id>/", pages.contract, name="contract"),
    path("<id:contract_id>/text/", texts.text, name="contract_text"),
    path("<id:contract_id>/pdf/", texts.pdf, name="contract_pdf"),
    path("<id:contract_id>/word/", texts.word, name="contract_word"),
    path("<id:contract_id>/<slug:act>/", pages.act, name="contract_act"),
]
