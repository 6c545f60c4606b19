"""People, organisations and who belongs where."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.credit_code import validate_credit_code
from backend.accounts.regions import region_of, validate_region
from backend.core.models import BaseModel


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin, BaseModel):
    """A person; the e-mail address is the login."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=60)
    # How colleagues and partners in talks reach them, beside their address.
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    position = models.CharField(_("position"), max_length=80, blank=True)
    photo = models.CharField(max_length=80, blank=True)  # its key in the storage
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email


class LocalRegion(BaseModel):
    """A region below the county, where GB/T 2260 ends (regions.py)."""

    class Kind(models.TextChoices):
        TOWNSHIP = "township", _("Township or subdistrict")
        PARK = "park", _("Park")
        VILLAGE = "village", _("Village or community")

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    demo = models.BooleanField(_("demo data"), default=False)

    class Meta:
        verbose_name = _("region below the county")
        verbose_name_plural = _("regions below the county")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def clean(self) -> None:
        """The code lengthens that of what the region lies in: a county, for a park also a city; for a
        village a township or park."""
        village = self.kind == self.Kind.VILLAGE
        above = region_of(self.code[:-3])
        levels = {4} if village else {2, 3} if self.kind == self.Kind.PARK else {3}
        if not (self.code.isascii() and self.code.isdecimal()):
            raise ValidationError({"code": _("A code is of digits alone.")})
        if len(self.code) != (12 if village else 9) or above is None or above.level not in levels:
            raise ValidationError(
                {"code": _("Add three digits to the code of the region that it lies in.")}
            )


class UnitKind(models.TextChoices):
    """What a unit of the government is for."""

    SCIENCE = "science", _("Science and technology bureau")
    PARK = "park", _("Park committee")
    FINANCE = "finance", _("Finance office")
    TALENT = "talent", _("Talent office")
    STATISTICS = "statistics", _("Statistics bureau")
    ORGANISATION = "organisation", _("Organisation department")
    DEVELOPMENT = "development", _("Development and reform")
    INDUSTRY = "industry", _("Industry and information technology")
    MARKET = "market", _("Market supervision")
    TAX = "tax", _("Taxation")


class Organisation(BaseModel):
    """An enterprise, university or other body that acts on the market."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Enterprise")
        UNIVERSITY = "university", _("University")
        INSTITUTE = "institute", _("Research institute")
        AGENCY = "agency", _("Broker agency")
        SERVICE_INSTITUTION = "service_institution", _("Service institution")
        GOVERNMENT = "government", _("Government")
        OPERATOR = "operator", _("Platform operator")
        MARKET = "market", _("Partner market")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120, unique=True)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    credit_code = models.CharField(
        _("unified social credit code"),
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_credit_code],
    )
    # Of a government unit it is the region that the unit acts for.
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    unit_kind = models.CharField(
        _("kind of unit"), max_length=24, choices=UnitKind.choices, blank=True
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, editable=False)
    # Its members read and act no more; what it lists is for itself alone.
    suspended_at = models.DateTimeField(_("suspended at"), null=True, editable=False)
    # Whether its office decides before what a researcher lists as theirs is published.
    approves_listings = models.BooleanField(_("approves before publishing"), default=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            # A unit of the government has a kind, and nothing else has.
            models.CheckConstraint(
                condition=models.Q(kind="government") ^ models.Q(unit_kind=""),
                name="unit_kind_of_government",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def verified(self) -> bool:
        """Whether an operator checked that it is what it says."""
        return self.verified_at is not None

    @property
    def suspended(self) -> bool:
        """Whether the platform stopped it for now."""
        return self.suspended_at is not None


class Duty(models.TextChoices):
    """What a membership lets a person do; the table of actions is in duties.py."""

    ENTERPRISE_MEMBER = "enterprise_member", _("Enterprise member")
    RESEARCHER = "researcher", _("Researcher")
    UNIVERSITY_OFFICE = "university_office", _("University technology-transfer office")
    BROKER = "broker", _("Technology broker")
    SERVICE_MEMBER = "service_member", _("Service institution member")
    REGIONAL_OFFICER = "regional_officer", _("Regional officer")
    OPERATOR = "operator", _("Operator")


# Which duties an organisation of a kind can give; the first answers for the organisation.
DUTIES_OF_KIND: dict[str, tuple[Duty, ...]] = {
    Organisation.Kind.ENTERPRISE: (Duty.ENTERPRISE_MEMBER,),
    Organisation.Kind.UNIVERSITY: (Duty.UNIVERSITY_OFFICE, Duty.RESEARCHER),
    Organisation.Kind.INSTITUTE: (Duty.UNIVERSITY_OFFICE, Duty.RESEARCHER),
    Organisation.Kind.AGENCY: (Duty.BROKER,),
    Organisation.Kind.SERVICE_INSTITUTION: (Duty.SERVICE_MEMBER,),
    Organisation.Kind.GOVERNMENT: (Duty.REGIONAL_OFFICER,),
    Organisation.Kind.OPERATOR: (Duty.OPERATOR,),
    # It stands for all who list there.
    Organisation.Kind.MARKET: (Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE, Duty.SERVICE_MEMBER),
}


class Membership(BaseModel):
    """A person who belongs to an organisation, with one duty there or several."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_each")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.organisation_id}"


class MembershipDuty(BaseModel):
    """One duty of a membership."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="duties")
    duty = models.CharField(_("duty"), max_length=20, choices=Duty.choices)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [models.UniqueConstraint(fields=["membership", "duty"], name="duty_once")]

    def __str__(self) -> str:
        return self.get_duty_display()


INVITED_FOR = timedelta(days=14)  # an invitation holds so long


class Invitation(BaseModel):
    """An organisation asks whoever owns an address to become a member; one row an address."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"), max_length=254)  # in lower case
    duties = models.JSONField(_("duties"), default=list)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "email"], name="one_invitation_each")
        ]

    def __str__(self) -> str:
        return f"{self.email}@{self.organisation_id}"

    @property
    def expires_at(self) -> datetime:
        """When it ends unanswered."""
        return self.sent_at + INVITED_FOR

    @property
    def expired(self) -> bool:
        """Whether nobody answered in time."""
        return self.state == self.State.OPEN and self.expires_at <= timezone.now()

    @property
    def duties_in_words(self) -> str:
        """The duties offered, in the reader's language."""
        return " · ".join(str(duty.label) for duty in Duty if duty in self.duties)
