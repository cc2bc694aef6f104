"""Addresses of orders."""

from django.urls import path

from orders.views import cancel

urlpatterns = [path("<int:number>/cancel/", cancel)]
