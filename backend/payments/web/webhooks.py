"""Where payment providers tell what happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from backend.payments.gateways.protocol import BadSignature
from backend.payments.services import webhook_take


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, gateway: str) -> HttpResponse:
    """Take a signed message: 200 once it is kept, 400 for what is not the provider's word."""
    try:
        webhook_take(
            gateway=gateway,
            body=request.body,
            signature=request.headers.get("Stripe-Signature", ""),
        )
    except BadSignature as refusal:
        return JsonResponse({"code": "bad_signature", "reason": refusal.reason}, status=400)
    return JsonResponse({"received": True})
