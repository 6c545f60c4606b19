"""API addresses of programmes."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .views import ProgrammeViewSet, RedemptionViewSet, SupportViewSet, VoucherViewSet

router = SimpleRouter()
router.register("applications", SupportViewSet, basename="api-support")
router.register("vouchers", VoucherViewSet, basename="api-voucher")
router.register("uses", RedemptionViewSet, basename="api-redemption")
router.register("", ProgrammeViewSet, basename="api-programme")

urlpatterns = [path("", include(router.urls))]
