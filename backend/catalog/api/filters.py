"""How a list of listings is narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.regions import validate_region
from backend.catalog.chains import edition
from backend.catalog.kinds import Kind
from backend.catalog.models import LANGUAGES, Listing
from backend.catalog.selectors import listings_narrowed
from backend.catalog.taxonomies import choices
from backend.core.api.filters import WholeNumberFilter
from backend.ladder.ladders import grades_known


class ListingFilter(django_filters.FilterSet):
    """Filters over what anybody who sees the listing may know of it: never over its hidden details."""

    q = django_filters.CharFilter(
        method="containing", label=_("Words in the title or public summary"), max_length=200
    )
    technology_field = django_filters.ChoiceFilter(choices=lambda: choices("fields"))
    industry = django_filters.ChoiceFilter(
        method="narrowed",
        label=_("GB/T 4754; a section holds its divisions"),
        choices=lambda: choices("industries"),
    )
    chain = django_filters.ChoiceFilter(
        method="narrowed",
        label=_("A chain holds its stages, links and technologies"),
        choices=lambda: [(code, node.name) for code, node in edition().nodes.items()],
    )
    region = django_filters.CharFilter(
        method="narrowed",
        label=_("GB/T 2260; a province holds its cities"),
        validators=[validate_region],
    )
    grade = django_filters.ChoiceFilter(
        method="narrowed",
        label=_("Grade that the firm holds today"),
        choices=lambda: list(grades_known().items()),
    )
    trl = WholeNumberFilter(min_value=1, max_value=9)
    trl_min = WholeNumberFilter(field_name="trl", lookup_expr="gte", min_value=1, max_value=9)
    organisation = WholeNumberFilter(field_name="owner_id")
    language = django_filters.ChoiceFilter(choices=LANGUAGES)

    class Meta:
        model = Listing
        fields: list[str] = []

    def containing(self, found: QuerySet[Listing], _name: str, words: str) -> QuerySet[Listing]:
        """Every word occurs in title or summary. Search by meaning is the search page's."""
        if "\x00" in words:
            raise ValidationError({"q": _("Leave out control characters.")})
        for word in words.split():
            found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
        return found

    def narrowed(self, found: QuerySet[Listing], name: str, value: Any) -> QuerySet[Listing]:
        """As the market's pages narrow."""
        return listings_narrowed(found, **{name: value})


def filters_of(kind: Kind) -> type[ListingFilter]:
    """The filters of a kind: those of every listing, and its own choices."""
    own = {
        name: django_filters.ChoiceFilter(method="narrowed", choices=kind.columns[name].choices)
        for name in kind.filters
    }
    return type(f"{kind.api_name}Filter", (ListingFilter,), {"__doc__": kind.api_name, **own})
