"""What is new is held against what people keep, and they are told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from django.db import transaction
from django.db.models import Q

from backend.catalog.selectors import listings_for_engines
from backend.core.errors import Unavailable
from backend.core.outbox import publish_together
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
    wanted = sorted(found)
    return sum(
        _write({each: found[each] for each in wanted[start : start + BATCH]})
        for start in range(0, len(wanted), BATCH)
    )


def _write(found: Mapping[int, Sequence[int]]) -> int:
    """Search → listings, each once; returns how many are new."""
    with transaction.atomic():
        # Locked: whoever forgets one meanwhile is first or waits.
        kept = SavedSearch.objects.select_for_update().filter(pk__in=found).order_by("pk")
        searches = {search.pk: search for search in kept}
        listings = {listing_id for listing_ids in found.values() for listing_id in listing_ids}
        known = set(
            SearchFind.objects.filter(search__in=searches, listing__in=listings).values_list(
                "search_id", "listing_id"
            )
        )
        finds = SearchFind.objects.bulk_create(
            SearchFind(search_id=pk, listing_id=listing_id)
            for pk in searches
            for listing_id in sorted(set(found[pk]))
            if (pk, listing_id) not in known
        )
        publish_together(list(_to_tell(searches, finds)), actor_id=None)
    return len(finds)


def _to_tell(
    searches: Mapping[int, SavedSearch], finds: Iterable[SearchFind]
) -> Iterator[SearchFound]:
    """What is beyond MOST_TOLD is too much to be told: it stands on the search's page."""
    told: Counter[int] = Counter()
    for find in finds:
        told[find.search_id] += 1
        off = searches[find.search_id].frequency == SavedSearch.Frequency.OFF
        if not off and told[find.search_id] <= MOST_TOLD:
            yield SearchFound(
                saved_search_id=find.search_id, find_id=find.pk, listing_id=find.listing_id
            )


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
