"""Technology needs: what an enterprise wants solved."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.duties import action
from backend.accounts.models import Duty
from backend.catalog.conditions import OF_ANY_PARTNER
from backend.core import money
from backend.core.dates import validate_near
from backend.core.money_fields import amount_column, currency_column

from .base import (
    ABOUT_BELONGING,
    GUIDE_OF_PAIRED,
    Details,
    Fact,
    Kind,
    KindWords,
    Section,
    long_text,
    of_listing,
    who_reads,
)
from .columns import validate_not_past

_DISORDERED = _("The budget begins above its upper end.")


class NeedDetails(Details):
    """What an enterprise wants solved."""

    listing = of_listing("need")
    background = long_text(
        _("problem and background"),
        _("Name the material, part or process and the conditions; matching reads every sentence."),
    )
    current_process = long_text(_("current process"))
    research_content = long_text(_("research content wanted"))
    acceptance = long_text(_("acceptance criteria"), _("How you will test that it is solved."))
    budget_min = amount_column(_("budget from"), optional=True)
    budget_max = amount_column(_("budget up to"), optional=True, help_text=_("As 500,000 or 50万."))
    own_funds = amount_column(
        _("own funds"),
        optional=True,
        help_text=_("What of it your company pays itself, without grants and vouchers."),
    )
    currency = currency_column()
    deadline = models.DateField(
        _("deadline"), null=True, blank=True, validators=[validate_not_past, validate_near]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_min__isnull=True)
                | Q(budget_max__isnull=True)
                | Q(budget_min__lte=F("budget_max")),
                name="budget_in_order",
                violation_error_message=_DISORDERED,
            )
        ]

    def clean(self) -> None:
        """What the table's constraint holds too, at the field that has to change."""
        low, high = self.budget_min, self.budget_max
        if low is not None and high is not None and low > high:
            raise ValidationError({"budget_max": _DISORDERED})
        if self.own_funds is not None and high is not None and self.own_funds > high:
            raise ValidationError({"own_funds": _("Own funds exceed the budget.")})

    @property
    def budget(self) -> str:
        """The budget in words."""
        return money.span(self.budget_min, self.budget_max, self.currency)


NEED = Kind(
    name="need",
    details=NeedDetails,
    listed_by=action("list_need", _("List and edit technology needs"), [Duty.ENTERPRISE_MEMBER]),
    path="needs",
    api_name="Need",
    search_names=("need", "needs", "需求", "技术需求"),
    seeks=True,
    ends="deadline",
    partners=frozenset({"achievement", "expert"}),
    answered_by="achievement",
    sections=(
        Section(
            _("The problem"),
            _("What fails today, under which conditions, and what you have tried."),
            ("title", "background", "current_process", "research_content"),
        ),
        Section(
            _("Indicators"),
            _("Numbers decide most matches: each is compared with what achievements report."),
            ("indicators", "acceptance"),
        ),
        Section(
            _("Where it belongs"),
            ABOUT_BELONGING,
            ("technology_field", "industry", "chain", "region", "trl"),
        ),
        Section(
            _("Conditions"),
            "",
            ("modes", "budget_min", "budget_max", "own_funds", "currency", "deadline"),
        ),
        who_reads(),
    ),
    facts=(
        Fact("budget_max", _("Budget"), lambda need: need.budget, condition="price"),
        Fact("own_funds"),
        Fact("deadline"),
    ),
    headline=lambda need: need.budget,
    expected={
        "background": _("A solver cannot judge a problem whose conditions are unknown."),
        "indicators": _(
            "Numbers with units decide most matches: solvers compare theirs with yours."
        ),
        "acceptance": _("A solver offers only what he can prove; say how you will test it."),
        "technology_field": _("It leads those to you who work in the field."),
        "budget_max": _("It tells a solver whether the effort can pay."),
    },
    conditions=OF_ANY_PARTNER | {"trl": "trl", "price": "budget_max", "indicators": "indicators"},
    price=("budget_min", "budget_max"),
    stating=("title", "background", "research_content", "acceptance", "summary"),
    beir=("queries.jsonl", "background"),
    words=KindWords(
        one=_("Technology need"),
        many=_("Technology needs"),
        begin=_("Post a need"),
        new=_("Post a technology need"),
        edit=_("Edit the need"),
        lead=_("Say what you want solved. Universities whose work fits are told within seconds."),
        none_yet=_("No need is on the market yet. The first one finds every achievement that is."),
        listed_by=_("Needs are posted by members of an enterprise. Switch to one, or set one up."),
        bare=_("Only the title is here so far. A few sentences and indicators let it be compared."),
        guide=(
            _("Once published, it is compared with every achievement and expert on the market."),
            *GUIDE_OF_PAIRED,
        ),
        next_step=_(
            "Can your group solve this? List what you have; the fit is computed at once, number by "
            "number."
        ),
        next_step_visitor=_(
            "Can your group solve this? Sign in and list what you have; the fit is computed at once."
        ),
        agreement=_(
            "List an achievement that answers it: if it fits, you are paired, and both can accept."
        ),
        title_help=_(
            "What you want, on what, under which condition: “Flexible heat-spreading film for phones”."
        ),
        readiness=_("readiness wanted"),
        indicators=_("Indicators wanted"),
        indicators_example=_(
            "For example: in-plane thermal conductivity ≥ 1200 W/(m·K). Clear a row to remove it."
        ),
    ),
)
