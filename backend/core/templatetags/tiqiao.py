"""How values are written on pages: money, dates, quantities, monograms, form controls."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zlib import crc32

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backend.core import dates
from backend.core import money as amounts
from backend.core.figures import figure, unit_shown
from backend.core.places import LEADING, navigation_for, place_named
from backend.core.punctuation import colon

register = template.Library()

TONES = 8  # colour classes tone-0 … tone-7 in menus.css


@register.filter
def money(amount: Decimal | None, currency: str = "CNY") -> str:
    """``{{ contract.amount|money:contract.currency }}``: ¥1,250,000.00; empty for None."""
    return "" if amount is None else amounts.exact(amount, currency)


@register.filter
def money_short(amount: Decimal | None, currency: str = "CNY") -> str:
    """125万元 or CN¥1.25M; empty for None."""
    return "" if amount is None else amounts.short(amount, currency)


@register.simple_tag
def money_span(low: Decimal | None, high: Decimal | None, currency: str = "CNY") -> str:
    """``{% money_span need.budget_min need.budget_max need.currency %}``: 300–500万元."""
    return amounts.span(low, high, currency)


@register.filter
def quantity(value: Decimal | None) -> str:
    """A number as people write it: 1200, 0.05, 1×10⁻⁹; empty for None."""
    return "" if value is None else figure(value)


@register.filter
def unit(written: str) -> str:
    """A unit in the reader's language: t/年 as t/year."""
    return unit_shown(written)


@register.filter
def day(value: date | None) -> str | SafeString:
    """A ``<time>`` in full: 2026年11月22日; empty for None."""
    return "" if value is None else _time(value, dates.day(value))


@register.filter
def moment(value: date | None) -> str | SafeString:
    """A ``<time>``, relative within a week: 昨天 16:20; empty for None."""
    return "" if value is None else _time(value, dates.moment(value))


@register.filter
def until(begins: datetime, ends: datetime) -> str:
    """``{{ booking.starts_at|until:booking.ends_at }}``: 2026年12月3日 09:00–11:30."""
    return dates.stretch(begins, ends)


def _time(value: date, text: str) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', value.isoformat(), dates.day(value), text
    )


@register.simple_tag
def face(name: object, size: str = "") -> SafeString:
    """A monogram in a colour that stays with the name; ``size`` may be "large"."""
    text = str(name).strip()
    tone = crc32(text.encode()) % TONES
    return format_html(
        '<span class="face tone-{} {}" aria-hidden="true">{}</span>', tone, size, text[:1].upper()
    )


@register.simple_tag
def control(field: BoundField, **attributes: Any) -> SafeString:
    """A form field's widget in our look; Django ties it to its help and errors itself.

    Attributes are given with underscores: ``{% control field hx_get=url %}``.
    """
    attrs = {name.replace("_", "-"): value for name, value in attributes.items()}
    widget = field.field.widget
    if not isinstance(widget, (CheckboxInput, CheckboxSelectMultiple, RadioSelect)):
        look = "form-select" if isinstance(widget, Select) else "form-control"
        attrs["class"] = f"{widget.attrs.get('class', '')} {look}".strip()
    return field.as_widget(attrs=attrs)


register.simple_tag(colon)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the label belongs behind the control."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def place(name: str, *args: object) -> str:
    """The address of a page that an app above may have: ``{% place 'similar' listing.pk %}``."""
    return place_named(name).url(*args)


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> dict[str, list[dict[str, str]]]:
    """The main navigation of this page's reader: url and words of each place, those that ``lead`` and
    the ``rest``."""
    actor = context.get("actor")
    if actor is None:
        return {"lead": [], "rest": []}
    found = [{"url": p.url(), "words": p.words_for(actor)} for p in navigation_for(actor)]
    return {"lead": found[:LEADING], "rest": found[LEADING:]}


@register.inclusion_tag("core/_tabs.html", takes_context=True)
def tabs(
    context: template.Context,
    name: str,
    choices: Iterable[tuple[str, object]],
    chosen: str,
    of: str,
    every: str = "",
) -> dict[str, object]:
    """``{% tabs "state" states state words %}``: a list narrowed by one parameter of its address, all
    first; ``of`` says to screen readers what is chosen, ``every`` what the first is called: “All”."""
    rows: list[tuple[str | None, str, bool]] = [(None, every or _("All"), not chosen)]
    rows += [(value, str(words), value == chosen) for value, words in choices]
    return {
        "of": of,
        "tabs": [
            {"url": query(context, **{name: value}), "words": words, "current": current}
            for value, words, current in rows
        ],
    }


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """This page's query string with some parameters changed; None removes one, page falls away."""
    params = context["request"].GET.copy()
    for name, value in {"page": None, **changes}.items():
        if value is None:
            params.pop(name, None)
        else:
            params[name] = str(value)
    return f"?{params.urlencode()}"
