"""The translation catalogues: what is said in each app, and how it is said in Chinese.

No gettext programs: Babel reads and writes everything, so a bare machine can compile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
LOCALE = "zh_Hans"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_HEADER = """msgid ""
msgstr ""
"Language: zh_Hans\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")

Key = tuple[str | None, str]  # context and (singular) message


@dataclass(frozen=True, slots=True)
class Said:
    """A message in the code or in a template."""

    key: Key
    plural: str | None
    file: Path
    line: int


def apps() -> list[Path]:
    """The folders that have catalogues of their own: the apps, and the engine that is one."""
    found = [path.parent for path in (ROOT / "backend").glob("*/__init__.py")]
    return sorted([*found, ROOT / "notifications"])


def said_in(app: Path) -> list[Said]:
    """Every message of an app's code and templates, in the order of its files."""
    found: list[Said] = []
    for file in sorted(app.rglob("*")):
        if "migrations" in file.parts or "locale" in file.parts:
            continue
        if file.suffix == ".py":
            found += _said(file, file.read_bytes())
        elif file.suffix in {".html", ".txt"} and "templates" in file.parts:
            found += _said(file, _templatized(file))
    return found


def _templatized(file: Path) -> bytes:
    """A template as Python calls; the brackets let its indentation mean nothing."""
    from django.utils.translation.template import templatize

    return f"(\n{templatize(file.read_text('utf-8'), origin=str(file))}\n)".encode()


def _said(file: Path, source: bytes) -> Iterator[Said]:
    shift = 1 if file.suffix != ".py" else 0
    options = {"encoding": "utf-8"}
    for line, found, _comments, context in extract(
        "python", BytesIO(source), KEYWORDS, options=options
    ):
        messages = [found] if isinstance(found, str) else [m for m in found if m]
        if messages and messages[0]:
            plural = messages[1] if len(messages) > 1 else None
            yield Said((context, messages[0]), plural, file, line - shift)


def catalogue_path(app: Path) -> Path:
    """Where an app's Chinese catalogue lies."""
    return app / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def catalogue_of(app: Path) -> Catalog:
    """An app's catalogue; an empty one where it has none yet."""
    path = catalogue_path(app)
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=LOCALE)
    return Catalog(locale=LOCALE, project="Tiqiao", fuzzy=False)


def messages_of(catalogue: Catalog) -> dict[Key, Message]:
    """A catalogue's messages by context and singular, the header left out."""
    return {(m.context, _singular(m)): m for m in catalogue if m.id}


def translated(message: Message | None) -> bool:
    """Whether every form is written and none is a guess."""
    if message is None or message.fuzzy:
        return False
    return all(_forms(message))


def faults(app_folders: Iterable[Path] | None = None) -> list[str]:
    """What is wrong, a line each: missing, fuzzy, differing placeholders, two words for one."""
    folders = list(app_folders if app_folders is not None else apps())
    catalogues = {app: messages_of(catalogue_of(app)) for app in folders}
    known = {key for found in catalogues.values() for key, m in found.items() if translated(m)}
    said = {one.key: one for app in folders for one in said_in(app)}
    missing = [
        f"{_shown(one.file)}:{one.line}: not translated: {one.key[1]!r}"
        for one in said.values()
        if one.key not in known
    ]
    return sorted(missing) + _written_badly(catalogues) + _said_twice(catalogues)


def _written_badly(catalogues: dict[Path, dict[Key, Message]]) -> list[str]:
    found = []
    for app, messages in catalogues.items():
        where = _shown(catalogue_path(app))
        for message in messages.values():
            if message.fuzzy:
                found.append(f"{where}: fuzzy: {_singular(message)!r}")
            elif translated(message) and not _placeholders_agree(message):
                found.append(f"{where}: placeholders differ: {_singular(message)!r}")
            elif not _can_be_filled(message):
                found.append(f"{where}: a lone % (write %%): {_singular(message)!r}")
    return found


def _said_twice(catalogues: dict[Path, dict[Key, Message]]) -> list[str]:
    """The same message must not read differently on two pages."""
    words: dict[Key, tuple[Path, object]] = {}
    found = []
    for app, messages in catalogues.items():
        for key, message in messages.items():
            first = words.setdefault(key, (app, message.string))
            if first[1] != message.string:
                found.append(
                    f"{_shown(catalogue_path(app))}: differs from {first[0].name}: {key[1]!r}"
                )
    return found


def _placeholders_agree(message: Message) -> bool:
    """Chinese has one form for every number, so it needs what the plural has."""
    source = message.id[-1] if isinstance(message.id, (tuple, list)) else message.id
    wanted = sorted(_PLACEHOLDER.findall(source or ""))
    return all(sorted(_PLACEHOLDER.findall(form)) == wanted for form in _forms(message))


def _can_be_filled(message: Message) -> bool:
    """Beside a placeholder each other percent sign is doubled, or who fills it in meets an error."""
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    for form in (*ids, *_forms(message)):
        names = re.findall(r"%\((\w+)\)", form)
        try:
            _ = form % dict.fromkeys(names, 1) if names else ""
        except (TypeError, ValueError):
            return False
    return True


def update(app: Path) -> int:
    """Bring an app's catalogue up to its code: add what nobody translates, drop what is not said.

    Returns how many messages are left to translate.
    """
    here = messages_of(catalogue_of(app))
    elsewhere = {
        key
        for other in apps()
        if other != app
        for key, message in messages_of(catalogue_of(other)).items()
        if translated(message)
    }
    fresh = Catalog(locale=LOCALE, project="Tiqiao", fuzzy=False)
    for one in said_in(app):
        kept = here.get(one.key)
        if kept is None and one.key in elsewhere:
            continue
        fresh.add(
            one.key[1] if one.plural is None else (one.key[1], one.plural),
            string=kept.string if kept is not None else "",
            context=one.key[0],
            locations=[(str(one.file.relative_to(app)), one.line)],
        )
    if len(fresh):
        _write(app, fresh)
    return sum(not translated(message) for message in messages_of(fresh).values())


def _write(app: Path, catalogue: Catalog) -> None:
    path = catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # Neither dates nor line numbers: a catalogue changes only where its words do.
        file.write(_HEADER.encode())
        write_po(file, catalogue, width=96, include_lineno=False, omit_header=True)


def compile_all() -> int:
    """Write each catalogue's .mo where it is older than its .po; return how many were written."""
    written = 0
    for app in apps():
        source = catalogue_path(app)
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, catalogue_of(app))
        written += 1
    return written


def _forms(message: Message) -> list[str]:
    """The translation's forms; an empty one where it is not written."""
    forms = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return [form or "" for form in forms] or [""]


def _singular(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, (tuple, list)) else message.id)


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
