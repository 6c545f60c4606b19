"""``{% files_of subject %}``: the files of a subject, with what the reader may do there."""

from __future__ import annotations

from typing import Any

from django import template

from backend.attachments import rules
from backend.attachments.forms import FileForm
from backend.attachments.selectors import attachments_of
from backend.core.subjects import Subject, subject_type

register = template.Library()


def files_context(
    context: dict[str, Any], subject: Subject, form: FileForm | None
) -> dict[str, Any]:
    """What ``_files.html`` needs."""
    actor = context["actor"]
    entries = [
        {
            "file": file,
            "may_withdraw": rules.may_withdraw(actor, subject, file),
            "may_replace": rules.may_replace(actor, subject, file),
        }
        for file in attachments_of(subject)
    ]
    may_attach = actor.signed_in and rules.may_attach(subject)
    return {
        "actor": actor,
        "subject": subject,
        "entries": entries,
        "subject_tiers": len(subject_type(subject.name).tiers),
        "form": (form or FileForm(subject=subject)) if may_attach else None,
    }


@register.inclusion_tag("attachments/_files.html", takes_context=True)
def files_of(context: template.Context, subject: Subject) -> dict[str, Any]:
    """The section of a subject's files; nothing where there are none and none may be added."""
    return files_context(context.flatten(), subject, None)  # type: ignore[arg-type]
