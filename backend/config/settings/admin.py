"""The administration's name and places."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# The product's teal (core/tokens.css) from light to dark.
_TEAL = {
    "50": "240 250 249", "100": "226 241 239", "200": "190 224 221", "300": "143 222 216",
    "400": "76 194 186", "500": "24 148 141", "600": "11 110 105", "700": "7 84 80",
    "800": "6 68 65", "900": "5 54 52", "950": "3 34 33",
}  # fmt: skip

UNFOLD = {
    "COLORS": {
        "primary": {shade: f"rgb({rgb.replace(' ', ', ')})" for shade, rgb in _TEAL.items()}
    },
    "SITE_TITLE": _("Tiqiao administration"),
    "SITE_HEADER": _("Tiqiao administration"),
    "SITE_URL": "/",
    "SITE_ICON": lambda request: static("core/mark.svg"),
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "LOGIN": {"redirect_after": lambda request: reverse_lazy("admin:index")},
    "SIDEBAR": {"show_search": True, "show_all_applications": False, "navigation": []},
}
