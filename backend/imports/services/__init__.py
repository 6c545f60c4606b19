"""Writes of imports."""

from .asking import (
    MOST_BYTES,
    SERVICES,
    import_check,
    import_discard,
    import_undo,
    import_upload,
    import_write,
)
from .running import import_go_on

__all__ = [
    "MOST_BYTES",
    "SERVICES",
    "import_check",
    "import_discard",
    "import_go_on",
    "import_undo",
    "import_upload",
    "import_write",
]
