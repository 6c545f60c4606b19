"""Chinese first, English second; messages are written in English and translated per app."""

from django.utils.translation import gettext_lazy as _

USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "tiqiao_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
