"""How payments are taken, and what the platform keeps of them."""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ImproperlyConfigured

from . import env
from .base import DEMO
from .security import SECRET_KEY

STRIPE_KEY = env.text("STRIPE_KEY", about="Secret key of a Stripe account; empty: no Stripe")
STRIPE_WEBHOOK_SECRET = env.text(
    "STRIPE_WEBHOOK_SECRET", about="Signing secret of Stripe's endpoint /payments/webhooks/stripe/"
)
STRIPE_ADDRESS = env.text("STRIPE_ADDRESS", about="Another address of Stripe's API, for tests")
SIMULATED_PAYMENTS = env.flag(
    "SIMULATED_PAYMENTS",
    DEMO,
    about="Offer a simulated provider that moves no money; by default with DEMO alone",
)
SIMULATED_WEBHOOK_SECRET = f"simulated:{SECRET_KEY}"
PAYMENT_METHODS = [
    *(["stripe"] if STRIPE_KEY else []),
    *(["local"] if SIMULATED_PAYMENTS else []),
    "bank",
]
_percent = env.text("PLATFORM_FEE", "0", about="Percent of each payment that the platform keeps")
try:
    PLATFORM_FEE = Decimal(_percent)
except InvalidOperation as error:
    raise ImproperlyConfigured("TIQIAO_PLATFORM_FEE must be a percentage like 1.5") from error
if not Decimal(0) <= PLATFORM_FEE < Decimal(100):
    raise ImproperlyConfigured("TIQIAO_PLATFORM_FEE must lie between 0 and 100")
