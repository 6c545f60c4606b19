"""API addresses of payments."""

from rest_framework.routers import SimpleRouter

from .views import InvoiceViewSet, PaymentViewSet, PayoutViewSet

router = SimpleRouter()
router.register("invoices", InvoiceViewSet, basename="api-invoice")
router.register("payouts", PayoutViewSet, basename="api-payout")
router.register("", PaymentViewSet, basename="api-payment")

urlpatterns = router.urls
