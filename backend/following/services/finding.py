"""What is new is held against what people keep, and they are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from django.db import transaction
from django.db.models import Q

from backend.catalog.selectors import listings_for_engines
from backend.core.errors import Unavailable
from backend.core.outbox import publish
from backend.discovery.releases import release_in_force
from backend.discovery.services import listing_documents
from backend.following.events import SearchFound
from backend.following.models import Question, QuestionTerm, SavedSearch, SearchFind
from backend.following.selectors import searches_answered
from matching import facade as matching
from search_index import facade as search_index
from search_index.contracts import IndexUnavailable

BATCH = 200
MOST_TOLD = 20  # of one search at a time


def listings_find(listing_ids: Sequence[int]) -> int:
    """Write down which saved searches these listings answer, each once; returns how many finds are new.

    Repeatable. Raises Unavailable where the index does not answer.
    """
    if not SavedSearch.objects.exists():
        return 0
    encoder = release_in_force().encoder_version
    questions_prepare(encoder)
    documents = {document.id: document for document in listing_documents(listing_ids)}
    found: defaultdict[int, list[int]] = defaultdict(list)
    try:
        for listing in listings_for_engines(listing_ids):
            if listing.published:
                for search in searches_answered(listing, documents[listing.pk], encoder):
                    found[search.pk].append(listing.pk)
    except IndexUnavailable as error:
        raise Unavailable(str(error)) from error
    return sum(_write(search_id, listings) for search_id, listings in found.items())


def _write(search_id: int, listing_ids: Sequence[int]) -> int:
    with transaction.atomic():
        # Locked: whoever forgets it meanwhile is first or waits.
        search = SavedSearch.objects.select_for_update().filter(pk=search_id).first()
        if search is None:
            return 0
        known = SearchFind.objects.filter(search=search, listing__in=listing_ids)
        new = sorted(set(listing_ids) - set(known.values_list("listing_id", flat=True)))
        found = [SearchFind.objects.create(search=search, listing_id=pk) for pk in new]
        if search.frequency != SavedSearch.Frequency.OFF:
            # What is beyond is too much to be told: it stands on the search's page.
            for find in found[:MOST_TOLD]:
                publish(
                    SearchFound(
                        saved_search_id=search.pk, find_id=find.pk, listing_id=find.listing_id
                    ),
                    actor_id=None,
                )
    return len(new)


def questions_prepare(encoder: str) -> int:
    """Give every question its terms and its vector by this encoder; returns how many lacked them.

    Where the encoder is loaded, and never inside a transaction: it takes a while.
    """
    version = search_index.terms_version()
    stale = Question.objects.filter(~Q(encoder=encoder) | ~Q(terms_version=version))
    prepared = 0
    while rows := list(stale.order_by("pk")[:BATCH]):
        # General words too: what they mean in the other language is a way to find.
        search_index.warm_up()
        for question in rows:
            _prepare(question, encoder)
        prepared += len(rows)
    return prepared


def _prepare(question: Question, encoder: str) -> None:
    asked = search_index.terms_asked(question.text, everything=question.everything)
    meant = search_index.meaning_of(question.text)
    vector = None
    if meant:
        values, encoder = matching.embed_query(meant, encoder)
        vector = np.asarray(values / np.linalg.norm(values), dtype=np.float32).tobytes()
    with transaction.atomic():
        if not Question.objects.select_for_update().filter(pk=question.pk).exists():
            return
        QuestionTerm.objects.filter(question=question).delete()
        QuestionTerm.objects.bulk_create(
            QuestionTerm(question=question, concept=t.concept, whole=t.whole, term=t.term)
            for t in asked.terms
        )
        question.technical = list(asked.technical)
        question.says, question.terms_version = asked.says, asked.version
        question.encoder, question.vector = encoder, vector
        question.save()
