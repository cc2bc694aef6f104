"""What happens to orders, whoever asks for it."""

from orders.models import Order


def cancel_order(order: Order) -> None:
    if order.is_sent:
        raise ValueError("sent orders are returned, not cancelled")
    order.is_cancelled = True
    order.save()
