"""Orders in the database."""

from django.db import models


class Order(models.Model):
    is_paid = models.BooleanField(default=False)
    is_sent = models.BooleanField(default=False)
    is_cancelled = models.BooleanField(default=False)
