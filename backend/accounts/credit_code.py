"""The unified social credit code (统一社会信用代码), GB 32100-2015."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_WEIGHTS = [pow(3, i, 31) for i in range(17)]


def check_digit(first_seventeen: str) -> str:
    """The eighteenth character for the first seventeen (GB 32100-2015, 4.7).

    Raises ValueError for a character outside the code's alphabet or a wrong length.
    """
    if len(first_seventeen) != 17:
        raise ValueError("seventeen characters are needed")
    total = sum(_ALPHABET.index(c) * w for c, w in zip(first_seventeen, _WEIGHTS, strict=True))
    return _ALPHABET[(31 - total % 31) % 31]


def validate_credit_code(value: str) -> None:
    """Refuse a code whose length, alphabet or check digit is wrong, and say which."""
    if len(value) != 18:
        raise ValidationError(
            _("A credit code has 18 characters; this has %(n)s."), params={"n": len(value)}
        )
    strange = sorted({c for c in value if c not in _ALPHABET})
    if strange:
        raise ValidationError(
            _("A credit code has digits and capitals without I, O, S, V, Z; remove: %(found)s"),
            params={"found": " ".join(strange)},
        )
    if check_digit(value[:17]) != value[17]:
        raise ValidationError(
            _("The check digit does not fit: one character of the credit code is mistyped.")
        )
