"""Orders, placed by requests only."""

from django.http import HttpRequest

from orders.forms import OrderForm


def place_order(request: HttpRequest) -> int:
    form = OrderForm(request.POST)
    if not form.is_valid():
        raise ValueError("how many parcels?")
    return form.cleaned_data["parcels"]
