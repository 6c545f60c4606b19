"""Experts: what a person can help with."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.duties import action
from backend.accounts.models import Duty
from backend.catalog.conditions import OF_ANY_PARTNER

from .base import (
    ABOUT_BELONGING,
    WORDS_OF_OFFERS,
    Details,
    Kind,
    KindWords,
    Section,
    long_text,
    of_listing,
    who_reads,
)


class ExpertDetails(Details):
    """What a person can help with."""

    listing = of_listing("expert")
    biography = long_text(_("biography"))
    research = long_text(
        _("research"),
        _("Problems, materials and methods by name; matching reads every sentence."),
    )
    services = long_text(_("services offered"))


EXPERT = Kind(
    name="expert",
    details=ExpertDetails,
    listed_by=action(
        "list_expert",
        _("List and edit experts"),
        [Duty.UNIVERSITY_OFFICE],
        own=[Duty.RESEARCHER],
    ),
    path="experts",
    api_name="Expert",
    search_names=("expert", "experts", "专家"),
    schema_type="Person",
    partners=frozenset({"need"}),
    answered_by="need",
    sections=(
        Section(
            _("The person"),
            _("Enterprises look for what somebody has done more than for titles."),
            ("title", "biography", "research", "services"),
        ),
        Section(
            _("Where it belongs"),
            ABOUT_BELONGING,
            ("technology_field", "industry", "chain", "region"),
        ),
        Section(_("Cooperation"), "", ("modes",)),
        who_reads(),
    ),
    expected={
        "biography": _("An enterprise reads what you have done before it asks you."),
        "research": _("Your subjects are what needs are compared with."),
        "technology_field": _("It leads those to you who look in the field."),
    },
    conditions=OF_ANY_PARTNER,
    words=KindWords(
        **WORDS_OF_OFFERS
        | {
            "next_step": _(
                "Could this expert solve your problem? Post your need; the fit is computed at once."
            ),
            "next_step_visitor": _(
                "Could this expert solve your problem? Sign in and post your need; the fit is "
                "computed at once."
            ),
        },
        one=_("Expert"),
        many=_("Experts"),
        begin=_("List an expert"),
        new=_("List an expert"),
        edit=_("Edit the expert’s profile"),
        lead=_("Say what somebody can help with. Needs that fit find this profile."),
        none_yet=_("No expert is listed yet."),
        bare=_("Only the name is here so far. A few sentences let it be compared."),
        title=_("name and position"),
        title_help=_("Like “Li Mubai · Professor · hydrometallurgy”."),
    ),
)
