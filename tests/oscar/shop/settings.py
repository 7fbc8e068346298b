"""Settings of a real django-oscar shop, which keeps all it knows in one file of SHOP_FOLDER."""

import os

from oscar.defaults import *  # noqa: F403  settings, as Oscar wants them

import oscar

SECRET_KEY = "for a test"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "urls"
USE_TZ = True
SITE_ID = 1
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["SHOP_FOLDER"] + "/shop.sqlite3",
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
INSTALLED_APPS = [*oscar.INSTALLED_APPS, "rest_framework", "rest_framework.authtoken", "oscarapi"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "oscar.apps.basket.middleware.BasketMiddleware",
]
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}
]
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
# The tables at once: Oscar's two hundred migrations take half a minute.
MIGRATION_MODULES = dict.fromkeys(("address", "analytics", "basket", "catalogue", "checkout", "communication", "customer", "offer", "order", "partner", "payment", "reviews", "shipping", "voucher", "wishlists", "oscarapi", "auth", "admin", "contenttypes", "sessions", "sites", "flatpages", "authtoken"))  # fmt: skip
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
OSCAR_DEFAULT_CURRENCY = "EUR"
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCARAPI_INITIAL_ORDER_STATUS = OSCAR_INITIAL_ORDER_STATUS = "Pending"
OSCAR_ORDER_STATUS_PIPELINE = {
    "Pending": ("Being processed", "Cancelled"),
    "Being processed": ("Complete", "Cancelled"),
    "Complete": (),
    "Cancelled": (),
}
