"""Addresses below /programmes/."""

from django.urls import path

from . import policies, providers, running, supports, vouchers

urlpatterns = [
    path("", policies.policies, name="policies"),
    path("open/<slug:code>/", running.open_, name="programme_open"),
    path("providers/", providers.providers, name="providers"),
    path("applications/", supports.supports, name="supports"),
    path("applications/<id:support_id>/", supports.support, name="support"),
    path("applications/<id:support_id>/<slug:act>/", supports.act, name="support_act"),
    path("vouchers/<id:voucher_id>/", vouchers.voucher, name="voucher"),
    path(
        "vouchers/<id:voucher_id>/contracts/<id:contract_id>/",
        vouchers.reserve,
        name="voucher_reserve",
    ),
    path("uses/<id:redemption_id>/", vouchers.redemption, name="redemption"),
    path("uses/<id:redemption_id>/<slug:act>/", vouchers.act, name="redemption_act"),
    path("<id:programme_id>/", running.programme, name="programme"),
    path("<id:programme_id>/change/", running.change, name="programme_change"),
    path("<id:programme_id>/apply/", supports.apply, name="support_apply"),
    path("<id:programme_id>/grant/", supports.grant, name="support_grant"),
    path("<id:programme_id>/<slug:act>/", running.act, name="programme_act"),
]
