"""What the composition root hands the engine once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise

from .contracts import Host


@dataclass(slots=True)
class _Setup:
    host: Host | None = None
    site: str = ""  # the address that paths are appended to
    zone: str = "UTC"  # where people named none
    delay: timedelta = timedelta(minutes=2)  # between a notice and its mail
    preferences_path: str | Promise = ""
    unsubscribe_path: str | Promise = ""
    digest_path: str | Promise = ""
    group_scope: str = ""  # "organisation": what a scope is called that is a group
    robots: tuple[str, ...] = ()
    push_key: str = ""
    push_contact: str = ""


SETUP = _Setup()


def configure(
    *,
    host: Host,
    site: str,
    zone: str,
    preferences_path: str | Promise,
    unsubscribe_path: str | Promise,
    digest_path: str | Promise,
    delay: timedelta | None = None,
    group_scope: str = "",
    robots: tuple[str, ...] = (),
    push_key: str = "",
    push_contact: str = "",
) -> None:
    """Take the host, the public address, the time zone of people who named none, the paths of the
    pages on which they choose, end a kind of mail (a token is appended) and read a digest (its id is),
    and how long a mail waits for the notice to be read. Paths may be lazy: this runs before addresses.

    ``group_scope`` is what scopes are called that are groups; ``robots`` are the chat services that are
    offered (channels.SERVICES), ``push_key`` and ``push_contact`` what web push is signed with.
    """
    SETUP.host, SETUP.site, SETUP.zone = host, site, zone
    SETUP.preferences_path, SETUP.unsubscribe_path = preferences_path, unsubscribe_path
    SETUP.digest_path = digest_path
    SETUP.group_scope, SETUP.robots = group_scope, robots
    SETUP.push_key, SETUP.push_contact = push_key, push_contact
    if delay is not None:
        SETUP.delay = delay


def host() -> Host:
    """The host. Raises RuntimeError before the engine was configured."""
    if SETUP.host is None:
        raise RuntimeError("notifications.facade.configure was not called")
    return SETUP.host
