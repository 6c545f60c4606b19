"""The description of the interface, made once a language and form: making it takes seconds."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, override
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer
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
            _described(language or settings.LANGUAGE_CODE, type(renderer)),
            content_type=renderer.media_type,
        )
        told.headers["Content-Disposition"] = f'inline; filename="tiqiao.{renderer.format}"'
        return told


@cache
def _described(language: str, renderer: type[BaseRenderer]) -> bytes:
    with override(language):
        made = SpectacularAPIView.generator_class().get_schema(request=None, public=True)
        written: bytes = renderer().render(made, renderer_context={})
    return written
