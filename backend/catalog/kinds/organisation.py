"""Profiles: what an organisation says of itself."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.duties import action
from backend.accounts.models import Duty

from .base import Details, Fact, Kind, KindWords, Section, long_text, of_listing, who_reads
from .columns import https_column

FIRST_FOUNDED = 900  # no academy that lives on is older


def validate_founded(year: int) -> None:
    """Refuse a year of the far past or one to come."""
    this_year = timezone.localdate().year
    if not FIRST_FOUNDED <= year <= this_year:
        raise ValidationError(
            _("Give the year of foundation, from %(first)s to %(last)s."),
            params={"first": FIRST_FOUNDED, "last": this_year},
        )


class OrganisationDetails(Details):
    """What an organisation says of itself."""

    listing = of_listing("organisation")
    introduction = long_text(_("introduction"))
    strengths = long_text(
        _("strengths"),
        _("Laboratories, lines, methods and results by name; search reads every sentence."),
    )
    offers = long_text(
        _("services on offer"), _("What others can order: testing, pilot runs, brokerage.")
    )
    seeks = long_text(_("cooperation sought"))
    website = https_column(_("website"))
    founded = models.PositiveSmallIntegerField(
        _("founded in"),
        null=True,
        blank=True,
        validators=[validate_founded],
        error_messages={"invalid": _("Give the year in four digits.")},
    )


ORGANISATION = Kind(
    name="organisation",
    details=OrganisationDetails,
    listed_by=action(
        "list_organisation",
        _("Write the organisation's profile"),
        [Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE, Duty.BROKER, Duty.SERVICE_MEMBER],
    ),
    schema_type="Organization",
    path="profiles",
    api_name="Profile",
    search_names=(
        *("organisation", "organisations", "organization", "organizations"),
        *("机构", "单位"),
    ),
    presents_owner=True,
    in_navigation=False,
    answered_by="need",
    sections=(
        Section(
            _("The organisation"),
            _("Partners look for what you can do and what you are open to more than for titles."),
            ("title", "introduction", "strengths", "offers", "seeks"),
        ),
        Section(
            _("Where it belongs"),
            _("Searches are narrowed by these; leave out what does not describe you."),
            ("technology_field", "industry", "chain", "region", "website", "founded"),
        ),
        Section(_("Cooperation"), "", ("modes",)),
        who_reads(),
    ),
    facts=(Fact("website"), Fact("founded")),
    expected={
        "introduction": _("A partner reads first who you are."),
        "strengths": _("A partner looks for what you do better than others."),
        "offers": _("A partner looks for what you can do for him."),
    },
    words=KindWords(
        one=pgettext_lazy("listing", "Organisation"),
        many=pgettext_lazy("listing", "Organisations"),
        begin=_("Present your organisation"),
        new=_("Present your organisation"),
        edit=_("Edit the organisation’s profile"),
        lead=_("Say what you can do and what you seek. All that you list stands below it."),
        none_yet=_("No organisation presents itself yet."),
        listed_by=_(
            "Enterprise members, university offices and brokers present their organisation."
        ),
        bare=_("Only the name is here so far. A few sentences say what you can do."),
        guide=(
            _("Once published, searches find it by words and by meaning."),
            _("Your name on everything you list leads to it."),
            _("It is not matched itself; what you list beside it is."),
        ),
        next_step=_(
            "Could they help you? Post your need; all they offer is compared with it at once."
        ),
        next_step_visitor=_(
            "Could they help you? Sign in and post your need; all they offer is compared with it at "
            "once."
        ),
        title=_("name"),
    ),
)
