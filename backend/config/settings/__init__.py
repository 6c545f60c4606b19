"""Settings, one file per concern; every environment variable is read once, through ``env``."""

from .accounts import *  # noqa: F403
from .admin import *  # noqa: F403
from .api import *  # noqa: F403
from .base import *  # noqa: F403
from .database import *  # noqa: F403
from .deals import *  # noqa: F403
from .delivery import *  # noqa: F403
from .engines import *  # noqa: F403
from .exchange import *  # noqa: F403
from .files import *  # noqa: F403
from .helpdesk import *  # noqa: F403
from .identity import *  # noqa: F403
from .language import *  # noqa: F403
from .logs import *  # noqa: F403
from .mail import *  # noqa: F403
from .notices import *  # noqa: F403
from .payments import *  # noqa: F403
from .security import *  # noqa: F403
from .signing import *  # noqa: F403
from .webhooks import *  # noqa: F403
