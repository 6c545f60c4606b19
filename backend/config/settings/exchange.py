"""What this market is called among markets."""

from . import env

MARKET_ID = env.text(
    "MARKET_ID",
    about="Name of this market among markets, as a host name; empty: that of PUBLIC_URL",
)
MARKET_MAIL = env.text(
    "MARKET_MAIL", "exchange@tiqiao.invalid", about="Address that partner markets write to"
)
OCDS_PREFIX = env.text(
    "OCDS_PREFIX",
    about="Prefix that the registry of OCDS gave this publisher; empty: the market's name",
)
