"""What a harvester asks: arguments checked against the protocol, stateless tokens to go on by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from django.core import signing

from backend.catalog.kinds import KINDS
from backend.catalog.taxonomies import choices

from .errors import ProtocolError

# Verb → (arguments that must be there, arguments that may be).
ARGUMENTS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
}
LISTS = ("ListIdentifiers", "ListRecords")
PREFIXES = ("oai_dc", "tiqiao")
_SALT = "exchange.oai"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records are asked for: those after a position, ``cursor`` of them given already."""

    prefix: str
    kind: str = ""
    field: str = ""
    since: str = ""  # ISO 8601, in UTC
    until: str = ""
    after: int = 0
    cursor: int = 0

    def token(self, verb: str) -> str:
        """A token that says all of it, signed: the server keeps nothing."""
        return signing.dumps({"verb": verb} | asdict(self), salt=_SALT, compress=True)

    def onward(self, after: int, given: int) -> Selection:
        """What comes after."""
        return replace(self, after=after, cursor=self.cursor + given)


def asked(arguments: Mapping[str, list[str]]) -> tuple[str, dict[str, str]]:
    """The verb and its arguments, each once. Raises ProtocolError."""
    verbs = arguments.get("verb", [])
    if len(verbs) != 1 or verbs[0] not in ARGUMENTS:
        raise ProtocolError("badVerb", "Give one verb of OAI-PMH 2.0.")
    verb = verbs[0]
    given = {name: values for name, values in arguments.items() if name != "verb"}
    repeated = [name for name, values in given.items() if len(values) != 1]
    if repeated:
        raise ProtocolError("badArgument", f"{repeated[0]} is given more than once.")
    required, optional = ARGUMENTS[verb]
    if verb in LISTS and "resumptionToken" in given:
        required, optional = frozenset({"resumptionToken"}), frozenset()
    for name in given:
        if name not in required | optional:
            raise ProtocolError("badArgument", f"{verb} takes no {name} here.")
    for name in required - given.keys():
        raise ProtocolError("badArgument", f"{verb} needs {name}.")
    return verb, {name: values[0] for name, values in given.items()}


def selection_of(verb: str, given: Mapping[str, str]) -> Selection:
    """Which records a list asks for, anew or by a token. Raises ProtocolError."""
    if "resumptionToken" in given:
        return _resumed(verb, given["resumptionToken"])
    prefix_check(given["metadataPrefix"])
    kind, field = _set(given.get("set", ""))
    since, until = (_moment(given.get(name, ""), name) for name in ("from", "until"))
    if given.get("from") and given.get("until"):
        if len(given["from"]) != len(given["until"]):
            raise ProtocolError("badArgument", "from and until differ in granularity.")
        if given["from"] > given["until"]:
            raise ProtocolError("badArgument", "from is after until.")
    return Selection(given["metadataPrefix"], kind, field, since, until)


def prefix_check(prefix: str) -> None:
    """Raise ProtocolError for a format that nothing is told in."""
    if prefix not in PREFIXES:
        raise ProtocolError("cannotDisseminateFormat", f"There is no format {prefix[:40]}.")


def _resumed(verb: str, token: str) -> Selection:
    try:
        said = signing.loads(token, salt=_SALT)
        if said.pop("verb") != verb:
            raise ValueError
        return Selection(**said)
    except (signing.BadSignature, ValueError, TypeError, KeyError, AttributeError):
        raise ProtocolError("badResumptionToken", "This token is not of this list.") from None


def _set(spec: str) -> tuple[str, str]:
    if not spec:
        return "", ""
    family, _colon, name = spec.partition(":")
    if family == "kind" and name in KINDS:
        return name, ""
    if family == "field" and name in dict(choices("fields")):
        return "", name
    raise ProtocolError("badArgument", "There is no such set.")


def _moment(written: str, name: str) -> str:
    """The moment in full; a day stands for its first second as from, its last as until."""
    if not written:
        return ""
    try:
        if _SECOND.fullmatch(written):
            moment = datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        elif _DAY.fullmatch(written):
            moment = datetime.strptime(written, "%Y-%m-%d").replace(tzinfo=UTC)
            moment += timedelta(days=1, seconds=-1) if name == "until" else timedelta()
        else:
            raise ValueError
    except (ValueError, OverflowError):
        raise ProtocolError(
            "badArgument", f"{name} is a day or a moment: 2026-01-31, 2026-01-31T08:00:00Z."
        ) from None
    return moment.isoformat()
