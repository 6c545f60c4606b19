"""The description of the interface, made once a language and form: making it takes seconds."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.encoding import force_bytes
from django.utils.translation import get_language, override
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request


class DescriptionView(SpectacularAPIView):
    """The whole interface by OpenAPI, in the language of the reader or of ``lang``."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """The same for everybody: nothing of the request is looked at but language and form."""
        asked = request.GET.get("lang", "")
        language = asked if asked in dict(settings.LANGUAGES) else get_language()
        renderer = request.accepted_renderer
        told = HttpResponse(
            _described(language or settings.LANGUAGE_CODE, renderer.media_type),
            content_type=renderer.media_type,
        )
        told.headers["Content-Disposition"] = f'inline; filename="tiqiao.{renderer.format}"'
        return told


@cache
def _described(language: str, media_type: str) -> bytes:
    (renderer,) = [one for one in DescriptionView.renderer_classes if one.media_type == media_type]
    with override(language):
        made = SpectacularAPIView.generator_class().get_schema(request=None, public=True)
        return force_bytes(renderer().render(made, renderer_context={}))
