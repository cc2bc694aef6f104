"""Requests about orders."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from orders.models import Order
from orders.services import cancel_order


def cancel(request: HttpRequest, number: int) -> HttpResponse:
    cancel_order(get_object_or_404(Order, pk=number))
    return HttpResponse(status=204)
