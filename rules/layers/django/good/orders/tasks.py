"""What happens to orders at night."""

from celery import shared_task

from orders.models import Order
from orders.services import cancel_order


@shared_task
def cancel_unpaid() -> None:
    for order in Order.objects.filter(is_paid=False):
        cancel_order(order)
