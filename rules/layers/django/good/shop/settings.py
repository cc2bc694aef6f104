"""Settings of the shop."""

INSTALLED_APPS = ["orders"]
ROOT_URLCONF = "shop.urls"
