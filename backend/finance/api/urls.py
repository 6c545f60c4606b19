"""API addresses of finance."""

from rest_framework.routers import SimpleRouter

from .views import ProductViewSet, WishViewSet

router = SimpleRouter()
router.register("products", ProductViewSet, basename="api-product")
router.register("wishes", WishViewSet, basename="api-wish")

urlpatterns = router.urls
