"""Orders, which know how they are announced and what parcels cost."""

import requests
from django.db import models

from orders.tasks import announce


class Order(models.Model):
    parcels = models.IntegerField(default=1)

    def postage(self) -> int:
        return requests.get(f"https://post.example/price/{self.parcels}", timeout=5).json()["cents"]

    def save(self, *arguments: object, **options: object) -> None:
        super().save(*arguments, **options)
        announce(self.pk)
