"""What a kind of listing is: everything that tells one kind from another, declared in one place.

A kind is a table of details and a ``Kind`` about it. Forms, the API, sheets, pages, filters, the index
and the matcher read the declaration; none of them names a kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.accounts.duties import Action

LONG = 20_000  # characters of one long text

Words = Any  # text, most often translated when shown


class Details(models.Model):
    """Base of the tables of details. Its long texts are of the details tier, whatever they are."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


def of_listing(kind: str) -> models.OneToOneField[Any, Any]:
    """The key of a kind's table: the listing that its row describes."""
    return models.OneToOneField(
        "catalog.Listing",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name=f"{kind}_details",
    )


def long_text(label: Any, help_text: Any = "") -> models.TextField:
    """A long text that may stay empty."""
    return models.TextField(label, max_length=LONG, blank=True, help_text=help_text)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form: its heading, what it is for, and its fields in order.

    Fields are the listing's and the details'; "indicators" stands for the table of indicators.
    """

    heading: Words
    about: Words
    fields: tuple[str, ...]


ABOUT_BELONGING = _(
    "Leave out what you do not know; unknown never counts against you. Whoever is known to break "
    "what must be met is left out; anything else only lowers a match."
)


def who_reads() -> Section:
    """The form's last part, the same for every kind."""
    return Section(_("Who may read it"), "", ("disclosure", "summary", "language"))


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the facts beside a listing, of a field of its details.

    ``shown`` writes the value where the field alone does not say it; ``condition`` is the required
    condition that it states.
    """

    field: str
    heading: Words = ""
    shown: Callable[[Any], str] | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """How a kind is spoken of on pages."""

    one: Words
    many: Words
    begin: Words  # on a button
    new: Words  # above the form
    edit: Words
    lead: Words  # below the form's heading
    none_yet: Words  # in an empty list
    listed_by: Words  # to who may not list it
    bare: Words  # to authors who wrote no more than a title
    guide: tuple[Words, ...]  # what happens once it is published
    next_step: Words = ""  # to a reader who may answer it …
    next_step_visitor: Words = ""  # … or first has to sign in
    agreement: Words = ""  # how a reader of a confidential one becomes a partner
    unmatched: Words = ""  # where nothing fits yet
    title: Words = _("title")  # noqa: RUF009  (translated when shown)
    title_help: Words = ""
    readiness: Words = ""  # what its technology readiness level says; empty: it has none
    indicators: Words = ""  # above the indicators
    indicators_example: Words = ""


GUIDE_OF_PAIRED: tuple[Words, ...] = (
    _("What fits reaches both sides within seconds, with the reasons."),
    _("Both sides accept or decline; nobody is bound before."),
)


# How what a university offers is spoken of, whatever it is.
WORDS_OF_OFFERS: dict[str, Any] = {
    "listed_by": _("Researchers and offices of universities list this. Switch to your university."),
    "next_step": _(
        "Could this solve your problem? Post your need; the fit is computed at once, number by "
        "number."
    ),
    "next_step_visitor": _(
        "Could this solve your problem? Sign in and post your need; the fit is computed at once."
    ),
    "agreement": _(
        "Post the need it could solve: if it fits, you are paired, and both can accept."
    ),
    "unmatched": _("No need on the market asks for this yet; you are told as soon as one does."),
    "guide": (
        _("Once published, it is compared with every need on the market."),
        *GUIDE_OF_PAIRED,
    ),
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of listing.

    ``seeks``: it says what is wanted, and stands on the need's side of a pairing. ``partners`` are the
    kinds that it is compared with; without any it is found by searches alone, leads to no deal, and
    is read in confidence by nobody. ``presents_owner``: it is what an organisation says of itself, one
    at a time. ``bookable``: it is used for a while and booked in a calendar. ``approved``: it belongs to
    the institution, whose office decides before it is published. ``ends`` is the field of the day after
    which it leaves the market. ``in_navigation``: its
    list stands in the main navigation. ``answered_by`` is the kind that its reader may list in answer.

    ``public`` are fields of the details that everybody may know who may know of the listing; lists
    are narrowed by those with choices. ``expected`` are the fields without which readers miss
    something, each with why it matters to them. ``conditions`` are those it may require of a
    partner, each with the field that states it, and ``price`` the fields of its lowest and highest
    price. ``stating`` are the texts that state indicators; other texts tell of today. ``beir`` is
    its file in a BEIR folder and the text it holds.
    """

    name: str
    details: type[Details]
    listed_by: Action
    words: KindWords
    sections: tuple[Section, ...]
    path: str  # of the API: /api/v1/<path>/
    api_name: str  # of its schemas: <api_name>Input
    search_names: tuple[str, ...]  # behind "kind:" in a search, in every language
    seeks: bool = False
    partners: frozenset[str] = frozenset()
    presents_owner: bool = False
    bookable: bool = False
    approved: bool = False
    ends: str = ""
    in_navigation: bool = True
    answered_by: str = ""
    public: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    headline: Callable[[Any], str] = lambda details: ""  # at the end of an entry of a list
    headlined: tuple[str, ...] = ()  # the filters whose answer the headline gives
    expected: Mapping[str, Words] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    price: tuple[str, str] | None = None
    stating: tuple[str, ...] = ()
    beir: tuple[str, str] | None = None
    schema_type: str = "Product"  # what it is among the types of schema.org

    @property
    def paired(self) -> bool:
        """Whether it is compared with listings of other kinds."""
        return bool(self.partners)

    @property
    def relation(self) -> str:
        """The listing's attribute that leads to its details."""
        return f"{self.name}_details"

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """All fields of the form, in order."""
        return tuple(name for section in self.sections for name in section.fields)

    @property
    def has_indicators(self) -> bool:
        """Whether its form has the table of indicators."""
        return "indicators" in self.shown

    @cached_property
    def columns(self) -> dict[str, models.Field[Any, Any]]:
        """The fields of its details by name."""
        fields = self.details._meta.concrete_fields
        return {column.name: column for column in fields if not column.primary_key}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Its long texts, in order."""
        return tuple(
            n for n, column in self.columns.items() if isinstance(column, models.TextField)
        )

    @cached_property
    def filters(self) -> tuple[str, ...]:
        """The fields of its details that narrow its lists; a currency says nothing by itself."""
        chosen = (name for name in self.public if self.columns[name].choices)
        return tuple(name for name in chosen if name != "currency")
