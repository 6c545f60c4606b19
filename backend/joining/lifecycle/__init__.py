"""What becomes of requests to join and of applications."""

from .applications import APPLICATION
from .requests import JOIN_REQUEST

__all__ = ["APPLICATION", "JOIN_REQUEST"]
