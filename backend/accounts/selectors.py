"""Reads of people and organisations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotFound

from .actors import VISITOR, Actor, mandates_held
from .audiences import tokens_held
from .duties import BINDING
from .models import (
    INVITED_FOR,
    ApiToken,
    Duty,
    Invitation,
    Membership,
    MembershipDuty,
    Organisation,
    User,
)
from .rules import MANAGE_MEMBERS

_INVITATION = "accounts.invitation"


def actor_of(user: User | None, *, organisation_id: int | None = None) -> Actor:
    """The actor for a user; acts for ``organisation_id`` where they are a member, else their first."""
    if user is None or not user.is_authenticated or not user.is_active:
        return VISITOR
    duties, units, unverified = _duties_of(user.pk)
    operator = user.is_superuser or any(Duty.OPERATOR in held for held in duties.values())
    if organisation_id not in duties:
        organisation_id = next(iter(duties), None)
    return Actor(
        user_id=user.pk,
        name=str(user),
        organisation_id=organisation_id,
        duties=duties,
        units=units,
        audience=tokens_held(user_id=user.pk, organisation_ids=duties, operator=operator),
        operator=operator,
        unverified=unverified,
        mandates=mandates_held(user.pk, [pk for pk, held in duties.items() if Duty.BROKER in held]),
    )


def actors_of(user_ids: Iterable[int]) -> list[Actor]:
    """The active ones of these people, as readers: each once, in the order of ids."""
    active = User.objects.filter(pk__in=set(user_ids), is_active=True)
    return [actor_of(user) for user in active.order_by("pk")]


def audiences_of(user_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """The tokens of the active ones of these people, as ``actor_of`` gives them; for many at once."""
    people = dict(
        User.objects.filter(pk__in=set(user_ids), is_active=True).values_list("pk", "is_superuser")
    )
    held: defaultdict[int, set[int]] = defaultdict(set)
    operators = {pk for pk, superuser in people.items() if superuser}
    rows = Membership.objects.filter(user_id__in=people, active=True)
    for pk, organisation_id, duty in rows.values_list("user_id", "organisation_id", "duties__duty"):
        held[pk].add(organisation_id)
        if duty == Duty.OPERATOR:
            operators.add(pk)
    return {
        pk: tokens_held(user_id=pk, organisation_ids=held[pk], operator=pk in operators)
        for pk in people
    }


def users_active(ids: Iterable[int]) -> QuerySet[User]:
    """The active ones of these people, by name."""
    return User.objects.filter(pk__in=set(ids), is_active=True).order_by("name", "pk")


def people_at(address: str) -> list[int]:
    """The ids of the active people who read mail to an address."""
    found = User.objects.filter(email__iexact=address, is_active=True)
    return list(found.values_list("pk", flat=True))


def memberships_of(user_id: int) -> QuerySet[Membership]:
    """A person's active memberships with their organisations, oldest first."""
    return (
        Membership.objects.filter(user_id=user_id, active=True)
        .select_related("organisation")
        .order_by("pk")
    )


def organisation_of_member(actor: Actor, organisation_id: int) -> Organisation:
    """One of the actor's own organisations. Raises NotFound for any other."""
    found = None
    if actor.belongs_to(organisation_id):
        found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise NotFound(_("There is no such organisation among yours."))
    return found


def memberships_with_duty(*duties: Duty) -> QuerySet[Membership]:
    """Active memberships of active people that carry one of these duties, anywhere."""
    carried = MembershipDuty.objects.filter(membership=OuterRef("pk"), duty__in=duties)
    return Membership.objects.filter(Exists(carried), active=True, user__is_active=True)


def members_with_duty(organisation_id: int, *duties: Duty) -> QuerySet[User]:
    """The active people of an organisation who hold one of these duties: Actor.has as a query."""
    held = memberships_with_duty(*duties).filter(organisation_id=organisation_id)
    return User.objects.filter(pk__in=held.values("user_id"))


def answers_alone(organisation_id: int, user_id: int) -> bool:
    """Whether without this person nobody would answer for the organisation."""
    return not members_with_duty(organisation_id, *BINDING).exclude(pk=user_id).exists()


def members_of(actor: Actor, organisation_id: int) -> QuerySet[Membership]:
    """The active members of one of the actor's own organisations with their duties, by name."""
    found = Membership.objects.filter(organisation_id=organisation_id, active=True)
    if not (actor.operator or actor.belongs_to(organisation_id)):
        return found.none()
    return found.select_related("user").prefetch_related("duties").order_by("user__name", "pk")


def invitations_of(actor: Actor, organisation_id: int) -> QuerySet[Invitation]:
    """What an organisation's deciders asked and nobody accepted, newest first; else nothing."""
    if not MANAGE_MEMBERS.allows(actor, organisation_id):
        return Invitation.objects.none()
    asked = [Invitation.State.OPEN, Invitation.State.DECLINED]
    return Invitation.objects.filter(organisation_id=organisation_id, state__in=asked).order_by(
        "-sent_at"
    )


def invitations_to(user_id: int) -> QuerySet[Invitation]:
    """Open invitations to an address of the person that still hold, newest first. Signing in proved
    that the main address is theirs, others were proved one by one."""
    main = User.objects.filter(pk=user_id, is_active=True).values(address=Lower("email"))
    proved = EmailAddress.objects.filter(user_id=user_id, verified=True, user__is_active=True)
    return (
        Invitation.objects.filter(
            Q(email__in=main) | Q(email__in=proved.values(address=Lower("email"))),
            state=Invitation.State.OPEN,
            sent_at__gt=timezone.now() - INVITED_FOR,
        )
        .select_related("organisation", "invited_by")
        .order_by("-sent_at")
    )


def invitation_token(invitation: Invitation) -> str:
    """What the link in its mail says: which invitation, as it was sent then."""
    sent = int(invitation.sent_at.timestamp())
    return signing.dumps({"invitation": invitation.pk, "sent": sent}, salt=_INVITATION)


def invitation_of_token(token: str) -> Invitation:
    """The invitation that a link opens, whatever became of it.

    Raises NotFound where the link is not ours or not whole, or a newer mail took its place.
    """
    try:
        held = signing.loads(token, salt=_INVITATION)
    except signing.BadSignature as error:
        raise NotFound(
            _("This link is not whole. Open it from the mail again, or copy all of it.")
        ) from error
    found = (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(pk=held["invitation"])
        .first()
    )
    if found is None or int(found.sent_at.timestamp()) != held["sent"]:
        raise NotFound(_("A newer invitation took the place of this one: use the newest mail."))
    return found


def tokens_of(user_id: int) -> QuerySet[ApiToken]:
    """A person's tokens that hold, newest first."""
    held = ApiToken.objects.filter(
        user=user_id, revoked_at__isnull=True, expires_at__gt=timezone.now()
    )
    return held.select_related("organisation").order_by("-pk")


def photo_key(user_id: int) -> str:
    """Where an active person's photo lies. Raises NotFound where there is none."""
    key = User.objects.filter(pk=user_id, is_active=True).values_list("photo", flat=True).first()
    if not key:
        raise NotFound(_("There is no such photo."))
    return key


def organisations_known_to(actor: Actor) -> QuerySet[Organisation]:
    """Verified organisations by name; unverified and suspended ones only to members and operators."""
    found = Organisation.objects.order_by("name", "pk")
    if actor.operator:
        return found
    return found.filter(on_market() | Q(pk__in=list(actor.duties)))


def on_market(organisation: str = "") -> Q:
    """Verified and not suspended: who counts, is offered, asked, sent to. ``organisation`` is the lookup
    that leads to it ("provider"), empty where it is asked of organisations themselves."""
    lead = f"{organisation}__" if organisation else ""
    return Q(**{f"{lead}verified_at__isnull": False, f"{lead}suspended_at__isnull": True})


def organisation_called(text: str) -> Organisation | None:
    """The verified organisation of this name, in either language, or of this credit code."""
    written = " ".join(text.replace("\x00", "").split())
    if not written:
        return None
    named = Q(name__iexact=written) | Q(name_en__iexact=written) | Q(credit_code__iexact=written)
    return Organisation.objects.filter(named, on_market()).order_by("pk").first()


def firms_alike(text: str) -> list[str]:
    """Names of verified enterprises that hold these words, at most three: what was meant, perhaps."""
    written = " ".join(text.replace("\x00", "").split())
    named = Q(name__icontains=written) | Q(name_en__icontains=written)
    firms = Organisation.objects.filter(named, on_market(), kind=Organisation.Kind.ENTERPRISE)
    return list(firms.order_by("name").values_list("name", flat=True)[:3]) if written else []


def _duties_of(user_id: int) -> tuple[dict[int, frozenset[str]], dict[int, str], frozenset[int]]:
    """The duties by organisation, none in a suspended one, to which people still belong; the kinds of
    units among them; and which of the organisations nobody has verified."""
    held: defaultdict[int, set[str]] = defaultdict(set)
    units: dict[int, str] = {}
    unverified: set[int] = set()
    rows = Membership.objects.filter(user_id=user_id, active=True).order_by("pk")
    for pk, duty, suspended_at, verified_at, unit_kind in rows.values_list(
        "organisation_id",
        "duties__duty",
        "organisation__suspended_at",
        "organisation__verified_at",
        "organisation__unit_kind",
    ):
        held[pk].update({duty} - {None} if suspended_at is None else set())
        if verified_at is None:
            unverified.add(pk)
        if unit_kind:
            units[pk] = unit_kind
    duties = {pk: frozenset(found) for pk, found in held.items()}
    return duties, units, frozenset(unverified)
