"""Path parts."""

from __future__ import annotations


class IdConverter:
    """An id in an address: never more digits than the database can compare; else the page is not
    found."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
