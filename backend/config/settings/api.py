"""The JSON API at /api/v1/."""

from .security import TRUSTED_PROXIES

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_PAGINATION_CLASS": "backend.core.pagination.Pages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["backend.core.api.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "backend.core.api.refusal_response",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "NUM_PROXIES": TRUSTED_PROXIES,
    "DEFAULT_THROTTLE_RATES": {"anon": "120/min", "user": "600/min"},
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Tiqiao API",
    "DESCRIPTION": "Needs, achievements, experts, profiles of organisations, pairings, deals and "
    "contracts of the marketplace.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "OrganisationKind": "backend.accounts.models.Organisation.Kind",
        "ListingKind": "backend.catalog.kinds.kind_choices",
        "ListingStatus": "backend.catalog.models.Status",
        "ApplicationState": "backend.joining.models.Application.State",
        "JoinRequestState": "backend.joining.models.JoinRequest.State",
        "IntroductionState": "backend.introductions.models.Introduction.State",
        "DealStage": "backend.deals.models.Stage",
        "AchievementStage": "backend.catalog.kinds.achievement.AchievementDetails.Stage",
        "ContractState": "backend.contracts.models.Contract.State",
        "ContractKind": "backend.contracts.models.Contract.Kind",
        "ContractType": "backend.contracts.models.ContractType",
        "AchievementPriceMode": "backend.catalog.kinds.achievement.AchievementDetails.PriceMode",
        "TermsPriceMode": "backend.terms.models.PriceMode",
        "TermsRoyaltyBase": "backend.terms.models.RoyaltyBase",
        "ContractRoyaltyBase": "backend.contracts.models.RoyaltyBase",
        "BrokerServiceKind": "backend.brokerage.models.ServiceKind",
        "ContractPartKind": "backend.contracts.models.PartKind",
        "GrantKind": "backend.ownership.models.Grant.Kind",
        "PlanShareKind": "backend.ownership.models.PlanShare.Kind",
        "InvoiceKind": "backend.payments.models.InvoiceKind",
        "DealTurn": "backend.deals.models.Turn",
        "DealDuty": "backend.deals.models.DealDuty",
        "IpOwnership": "backend.contracts.models.IpOwnership",
        "PaymentState": "backend.payments.models.Payment.State",
        "PayoutState": "backend.payments.models.Payout.State",
        "InvoiceState": "backend.payments.models.Invoice.State",
        "RefundReason": "backend.payments.models.RefundReason",
    },
}
