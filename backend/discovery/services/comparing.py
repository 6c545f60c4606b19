"""What differs between listings and a generation of the index: reads alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from backend.catalog.models import NOT_YET, Listing, Status
from backend.discovery.releases import release_in_force
from search_index import facade as search_index
from search_index.contracts import Role, StoredVersion

PAGE = 1000


@dataclass(slots=True)
class Differences:
    """Ids of listings by what is wrong with their document.

    ``missing`` is not there, ``stale`` of another version or encoder, ``wrongly_visible`` found
    though its listing is not on the market, ``orphaned`` found though there is no listing.
    """

    compared: int = 0
    missing: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    wrongly_visible: list[int] = field(default_factory=list)
    orphaned: list[int] = field(default_factory=list)

    @property
    def of_listings(self) -> list[int]:
        """Listings whose document is to be written again."""
        return sorted([*self.missing, *self.stale, *self.wrongly_visible])

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        names = ("missing", "stale", "wrongly_visible", "orphaned")
        return {name: len(getattr(self, name)) for name in names}

    @property
    def total(self) -> int:
        """How many in all; 0 is the truth."""
        return sum(self.counts.values())

    def add(self, other: Differences) -> None:
        """Take in what another stretch of listings has."""
        self.compared += other.compared
        for name in self.counts:
            getattr(self, name).extend(getattr(other, name))


def listings_compare(ids: Sequence[int], *, of: Role = "current", encoder: str = "") -> Differences:
    """What is wrong with the documents of these listings. Raises IndexUnavailable.

    ``encoder`` is the version of the vectors they should hold, by default the one in force. What
    differs is looked at twice: a change between the two readings is no difference.
    """
    expected = _expected_encoder(of, encoder or release_in_force().encoder_version)
    found = _compare(ids, of, expected)
    if found.total:
        found = _compare(found.of_listings, of, expected)
    found.compared = len(ids)
    return found


def orphans(*, of: Role = "current") -> Iterator[list[StoredVersion]]:
    """Visible documents without a listing, a page at a time. Raises IndexUnavailable."""
    after = -1
    while page := search_index.scan(after, PAGE, of=of):
        after = page[-1].id
        seen = [row for row in page if row.visible]
        known = set(
            Listing.objects.filter(pk__in=[r.id for r in seen]).values_list("pk", flat=True)
        )
        lost = [row for row in seen if row.id not in known]
        if lost:
            yield lost


def batches(listings: QuerySet[Listing], size: int) -> Iterator[list[int]]:
    """The ids of ``listings`` in order, ``size`` at a time."""
    last = 0
    while ids := list(
        listings.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size]
    ):
        yield ids
        last = ids[-1]


def _compare(ids: Sequence[int], of: Role, expected: str | None) -> Differences:
    found = Differences()
    rows = Listing.objects.filter(pk__in=ids).values_list("pk", "document_version", "status")
    # The database first: what the index holds by then is as new or newer.
    listings = {pk: (version, status) for pk, version, status in rows}
    held = {row.id: row for row in search_index.versions(list(listings), of=of)}
    for pk, (version, status) in listings.items():
        document = held.get(pk)
        on_market = status == Status.PUBLISHED
        if document is None:
            # A withdrawn listing has its document too: it keeps late writes from raising it.
            if status not in NOT_YET:
                found.missing.append(pk)
        elif document.visible and not on_market:
            found.wrongly_visible.append(pk)
        elif (document.version, document.visible) != (version, on_market) or (
            expected is not None and document.encoder_version != expected
        ):
            found.stale.append(pk)
    return found


def _expected_encoder(of: Role, encoder: str) -> str | None:
    """The encoder whose vectors documents should hold; None where only a rebuild could give them."""
    return encoder if search_index.encoder_version(of) == encoder else None
