"""Mails: plain text and HTML from one set of templates, with why they came and one click to end them.

The HTML is small, its style inlined, without pictures or anything that tells when it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .contracts import Entry, File, Person
from .digests import Contents, digest_kind
from .models import Digest, NoticeRow
from .setup import SETUP
from .unsubscribing import token_of


def notice_mail(person: Person, row: NoticeRow, entry: Entry) -> None:
    """Write to a person of one notice, in the language in force. Raises what the server raises."""
    context = {"entry": entry}
    _mail(
        person,
        "notice",
        subject=entry.sentence,
        context=context,
        kind=row.kind,
        thread=f"{row.kind.partition('_')[0]}-{row.group or row.pk}",
        file=entry.file,
    )


def digest_mail(person: Person, digest: Digest, contents: Contents) -> None:
    """Write to a person what a digest says. Raises what the server raises."""
    _mail(
        person,
        "digest",
        subject=_subject(contents),
        context={
            "contents": contents,
            "digest": digest,
            "page": f"{SETUP.site}{SETUP.digest_path}{digest.pk}/",
        },
        kind=digest_kind(digest.frequency),
        thread=f"digest-{digest.pk}",
    )


def _subject(contents: Contents) -> str:
    first = contents.groups[0]
    words = first.words or first.entries[0].sentence
    others = sum(len(group.entries) + group.more for group in contents.groups[1:])
    others += contents.left
    if not others:
        return words
    return _("%(first)s, and %(others)d more") % {"first": words, "others": others}


def _mail(
    person: Person,
    template: str,
    *,
    subject: str,
    context: Mapping[str, Any],
    kind: str,
    thread: str,
    file: File | None = None,
) -> None:
    end = f"{SETUP.site}{SETUP.unsubscribe_path}{token_of(person.id, kind)}/"
    said = {
        **context,
        "person": person,
        "site": SETUP.site,
        "subject": subject,
        "unsubscribe": end,
        "preferences": f"{SETUP.site}{SETUP.preferences_path}",
    }
    mail = EmailMultiAlternatives(
        " ".join(subject.split()),
        render_to_string(f"notifications/mail/{template}.txt", said),
        None,
        [person.address],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{end}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "References": f"<{thread}.{person.id}@tiqiao>",
        },
    )
    mail.attach_alternative(html_of(template, said), "text/html")
    if file is not None:
        mail.attach(file.name, file.content, file.type)
    mail.send()


def html_of(template: str, context: Mapping[str, Any]) -> str:
    """The HTML part, its style inlined."""
    from css_inline import inline

    return inline(render_to_string(f"notifications/mail/{template}.html", dict(context)))
