"""What a file is: its name made safe, its type by content, and what is kept of it."""

from .names import MAX_NAME, safe_name
from .types import ACCEPT, EXTENSIONS, FileType, cleaned

__all__ = ["ACCEPT", "EXTENSIONS", "MAX_NAME", "FileType", "cleaned", "safe_name"]
