"""The rules of booking as named checks: each says what its policy asks, and why a request breaks it.

What a check compares with stands in the policy's row; a new rule is a column there and a check here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Booking, Closure, Policy

STRIKES_FOR = timedelta(days=182)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A request with what the rules ask about it. ``held`` are the bookings of the same organisation
    here that hold a time, ``strikes`` how many it missed of late; ``inside``: it is the holder."""

    policy: Policy
    starts_at: datetime
    blocks: int
    now: datetime
    held: Sequence[Booking] = ()
    strikes: int = 0
    closures: Sequence[Closure] = ()
    inside: bool = False

    @property
    def ends_at(self) -> datetime:
        """Where its last block ends."""
        return self.starts_at + self.policy.block * self.blocks

    def starts(self) -> list[datetime]:
        """The beginnings of its blocks."""
        return [self.starts_at + self.policy.block * n for n in range(self.blocks)]


Why: TypeAlias = str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule by name. ``field`` is the control that a refusal stands beside; ``said`` is the rule in a
    sentence, empty where a policy does not ask it; ``inside`` whether the holder keeps to it too."""

    name: str
    field: str
    refuse: Callable[[Wanted], Why]
    said: Callable[[Policy], str] = lambda policy: ""
    inside: bool = False


def _hours(n: int) -> str:
    if n and n % 24 == 0:
        return ngettext("%(n)s day", "%(n)s days", n // 24) % {"n": n // 24}
    return ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n}


def _length(policy: Policy, blocks: int) -> str:
    minutes = policy.block_minutes * blocks
    if minutes % 60:
        return _("%(n)s minutes") % {"n": minutes}
    return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}


def length_said(policy: Policy, blocks: int) -> str:
    """How long so many blocks are: 90 minutes, 2 hours."""
    return _length(policy, blocks)


def _open(wanted: Wanted) -> Why:
    return None if wanted.policy.open else _("No bookings are taken here at present.")


def _grid(wanted: Wanted) -> Why:
    day = timezone.localtime(wanted.starts_at, timezone.get_default_timezone()).date()
    known = set(wanted.policy.blocks_on(day))
    if wanted.blocks >= 1 and set(wanted.starts()) <= known:
        return None
    return _("Choose a time from the calendar, within one day.")


def _closed(wanted: Wanted) -> Why:
    day = timezone.localtime(wanted.starts_at, timezone.get_default_timezone()).date()
    for closure in wanted.closures:
        if closure.starts_on <= day <= closure.ends_on:
            return _("It is closed on this day: %(reason)s.") % {"reason": closure.reason}
    return None


def _length_kept(wanted: Wanted) -> Why:
    policy = wanted.policy
    if policy.least_blocks <= wanted.blocks <= policy.most_blocks:
        return None
    return _("A booking takes from %(least)s to %(most)s.") % {
        "least": _length(policy, policy.least_blocks),
        "most": _length(policy, policy.most_blocks),
    }


def _notice(wanted: Wanted) -> Why:
    if wanted.starts_at <= wanted.now:
        return _("This time has passed; choose a later one.")
    hours = wanted.policy.notice_hours
    if wanted.inside or wanted.starts_at - wanted.now >= timedelta(hours=hours):
        return None
    return _("Ask at least %(time)s before; choose a later time.") % {"time": _hours(hours)}


def _horizon(wanted: Wanted) -> Why:
    days = wanted.policy.horizon_days
    if wanted.starts_at - wanted.now <= timedelta(days=days):
        return None
    return ngettext(
        "It can be booked %(n)s day ahead.", "It can be booked %(n)s days ahead.", days
    ) % {"n": days}


def _most_open(wanted: Wanted) -> Why:
    most = wanted.policy.most_open
    if len(wanted.held) < most:
        return None
    return ngettext(
        "Your organisation has %(n)s open booking here, no more are taken.",
        "Your organisation has %(n)s open bookings here, no more are taken.",
        most,
    ) % {"n": most}


def _gap(wanted: Wanted) -> Why:
    gap = wanted.policy.block * wanted.policy.gap_blocks
    if not gap:
        return None
    for held in wanted.held:
        if wanted.starts_at < held.ends_at + gap and held.starts_at < wanted.ends_at + gap:
            return _("Leave %(time)s free between two bookings of your organisation.") % {
                "time": _length(wanted.policy, wanted.policy.gap_blocks)
            }
    return None


def _strikes(wanted: Wanted) -> Why:
    if wanted.strikes < wanted.policy.strikes:
        return None
    return ngettext(
        "Your organisation missed %(n)s booking here within half a year; ask its holder.",
        "Your organisation missed %(n)s bookings here within half a year; ask its holder.",
        wanted.strikes,
    ) % {"n": wanted.strikes}


CHECKS: tuple[Check, ...] = (
    Check(name="open", field="starts_at", refuse=_open, inside=True),
    Check(name="grid", field="starts_at", refuse=_grid, inside=True),
    Check(name="closed", field="starts_at", refuse=_closed, inside=True),
    Check(
        name="length",
        field="blocks",
        refuse=_length_kept,
        said=lambda policy: (
            _("A booking takes from %(least)s to %(most)s.")
            % {
                "least": _length(policy, policy.least_blocks),
                "most": _length(policy, policy.most_blocks),
            }
            if policy.least_blocks < policy.most_blocks
            else _("A booking takes %(time)s.") % {"time": _length(policy, policy.most_blocks)}
        ),
    ),
    Check(
        name="notice",
        field="starts_at",
        refuse=_notice,
        inside=True,
        said=lambda policy: (
            _("Ask at least %(time)s before.") % {"time": _hours(policy.notice_hours)}
            if policy.notice_hours
            else ""
        ),
    ),
    Check(
        name="horizon",
        field="starts_at",
        refuse=_horizon,
        said=lambda policy: (
            ngettext(
                "It can be booked %(n)s day ahead.",
                "It can be booked %(n)s days ahead.",
                policy.horizon_days,
            )
            % {"n": policy.horizon_days}
        ),
    ),
    Check(
        name="most_open",
        field="starts_at",
        refuse=_most_open,
        said=lambda policy: (
            ngettext(
                "An organisation has at most %(n)s open booking.",
                "An organisation has at most %(n)s open bookings.",
                policy.most_open,
            )
            % {"n": policy.most_open}
        ),
    ),
    Check(
        name="gap",
        field="starts_at",
        refuse=_gap,
        said=lambda policy: (
            _("%(time)s stay free between two bookings of one organisation.")
            % {"time": _length(policy, policy.gap_blocks)}
            if policy.gap_blocks
            else ""
        ),
    ),
    Check(
        name="strikes",
        field="starts_at",
        refuse=_strikes,
        said=lambda policy: (
            _(
                "Cancel %(time)s before at the latest. Later, or where nobody comes, it counts as "
                "missed; with %(n)s missed within half a year no more are taken."
            )
            % {"time": _hours(policy.late_cancel_hours), "n": policy.strikes}
        ),
    ),
)


def refusals_of(wanted: Wanted) -> dict[str, list[str]]:
    """What speaks against a request, by field; the first reason of each check that refuses. The
    holder's own use keeps to what the calendar needs."""
    found: dict[str, list[str]] = {}
    for check in _applied(wanted):
        why = check.refuse(wanted)
        if why is not None:
            found.setdefault(check.field, []).append(why)
    return found


def _applied(wanted: Wanted) -> Iterable[Check]:
    return (check for check in CHECKS if check.inside or not wanted.inside)


def rules_said(policy: Policy) -> list[str]:
    """The rules in sentences, for who would book."""
    return [words for check in CHECKS if (words := check.said(policy))]
