"""How a list of listings is narrowed."""

from __future__ import annotations

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.regions import validate_region
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_narrowed
from backend.core.api.filters import WholeNumberFilter


class ListingFilter(django_filters.FilterSet):
    """Filters over what anybody who sees the listing may know of it: never over its details."""

    q = django_filters.CharFilter(
        method="containing", label=_("Words in the title or public summary"), max_length=200
    )
    technology_field = django_filters.CharFilter(max_length=30)
    industry = django_filters.CharFilter(
        method="of_industry", label=_("GB/T 4754; a section holds its divisions"), max_length=3
    )
    region = django_filters.CharFilter(
        method="of_region",
        label=_("GB/T 2260; a province holds its cities"),
        validators=[validate_region],
    )
    trl_min = WholeNumberFilter(field_name="trl", lookup_expr="gte", max_value=9)
    organisation = WholeNumberFilter(field_name="owner_id")
    language = django_filters.ChoiceFilter(choices=Listing._meta.get_field("language").choices)

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

    def of_industry(self, found: QuerySet[Listing], _name: str, code: str) -> QuerySet[Listing]:
        """A section with its divisions, or one division."""
        return listings_narrowed(found, industry=code)

    def of_region(self, found: QuerySet[Listing], _name: str, code: str) -> QuerySet[Listing]:
        """A region with all that lies in it."""
        return listings_narrowed(found, region=code)
