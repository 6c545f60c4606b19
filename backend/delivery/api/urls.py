"""API addresses of delivery."""

from rest_framework.routers import SimpleRouter

from .views import ExtensionViewSet, InspectionViewSet, MilestoneViewSet, PlanViewSet

router = SimpleRouter()
router.register("plans", PlanViewSet, basename="api-schedule")
router.register("milestones", MilestoneViewSet, basename="api-milestone")
router.register("extensions", ExtensionViewSet, basename="api-extension")
router.register("inspections", InspectionViewSet, basename="api-inspection")

urlpatterns = router.urls
