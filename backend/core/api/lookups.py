"""How addresses of the API name one thing."""

from backend.core.converters import IdConverter

IDS = IdConverter.regex  # a view set's lookup_value_regex
