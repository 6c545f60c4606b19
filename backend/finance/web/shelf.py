"""The shelf of products, what suits the reader's firm, and one's own products."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.core.errors import NotPermitted
from backend.finance import rules
from backend.finance.forms import ProductForm
from backend.finance.models import Kind, Product, Stage
from backend.finance.selectors import figures_of, product_of, products_offered
from backend.finance.services import product_list
from backend.finance.suggesting import suggestions_for


@require_safe
def finance(request: HttpRequest) -> HttpResponse:
    """The shelf, narrowed by kind and stage; for a firm what suits it first."""
    actor = actor_in(request)
    kind, stage = request.GET.get("kind", ""), request.GET.get("stage", "")
    found = products_offered()
    if kind in Kind.values:
        found = found.filter(kind=kind)
    products = [one for one in found if stage not in Stage.values or stage in one.stages]
    acting = actor.organisation_id
    wishes = rules.WISH.allows(actor, acting)
    lists = rules.LIST.allows(actor, acting)
    firm = Organisation.objects.get(pk=acting or 0) if wishes else None
    context = {
        "products": products,
        "kind": kind if kind in Kind.values else "",
        "kinds": [(k.value, k.label) for k in Kind if k in set(_kinds())],
        "stage": stage if stage in Stage.values else "",
        "stages": Stage.choices,
        "suggestions": suggestions_for(firm) if firm is not None else [],
        "wishes": wishes,
        "offers": rules.OFFER.allows(actor, acting),
        "own": Product.objects.filter(provider_id=acting or 0).order_by("kind", "pk"),
        "figures": figures_of(actor) if lists else None,
    }
    return render(request, "finance/shelf.html", context)


def _kinds() -> list[str]:
    return list(products_offered().order_by().values_list("kind", flat=True))


@login_required
@require_http_methods(["GET", "POST"])
def product(request: HttpRequest, product_id: int | None = None) -> HttpResponse:
    """Put a product on the shelf, or change one."""
    actor = actor_in(request)
    held = product_of(actor, product_id) if product_id else None
    provider_id = held.provider_id if held is not None else actor.organisation_id or 0
    if not rules.OFFER.allows(actor, provider_id):
        raise NotPermitted(rules.NOT_PROVIDER)
    initial = ProductForm.initial_from(held) if held is not None else None
    form = ProductForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            product_list(
                actor=actor,
                provider_id=provider_id,
                values=form.values(),
                product_id=product_id,
            )
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Kept. Firms that it suits are shown it."))
            return redirect("finance")
    status = 422 if form.errors else 200
    return render(request, "finance/product.html", {"form": form, "product": held}, status=status)
