"""Django's settings. What a shop may change lives in the database; what an operator may change, in `env`."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from makegood.kernel.text import LANGUAGES as OUR_LANGUAGES
from makegood.project import env, keys, ports
from makegood.project.embedded_postgres import socket_folder
from makegood.project.logs import logging_settings

env.check_names()

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.data_folder()

DEBUG = env.flag("DEBUG")
SECRET_KEY = keys.secret_key(DATA)
MAKEGOOD_SEAL_KEY = keys.seal_key(DATA)
MAKEGOOD_DATA = DATA
MAKEGOOD_TRAINING = env.flag("TRAINING")
MAKEGOOD_COMPARES_STATEMENTS = 0  # a check of our own tests, see kernel.written
MAKEGOOD_LARGEST_MAIL = env.number("LARGEST_MAIL", 50) * 1024 * 1024
MAKEGOOD_HOOK_NETWORKS = env.networks("HOOK_NETWORKS")
MAKEGOOD_IMPORT_FOLDER = env.text("IMPORT_FOLDER")
MAKEGOOD_HOST = env.text("HOST", "127.0.0.1")
MAKEGOOD_PORT = env.number("PORT", ports.remembered(DATA))
MAKEGOOD_STREAM_PORT = env.number("STREAM_PORT", MAKEGOOD_PORT + 1)
MAKEGOOD_STREAM_URL = env.text("STREAM_URL")
MAKEGOOD_URL = env.text("URL", env.default_url(MAKEGOOD_HOST, MAKEGOOD_PORT)).rstrip("/")

ALLOWED_HOSTS = ["*"]  # links are built from MAKEGOOD_URL, never from the Host header
ROOT_URLCONF = "makegood.project.urls"
WSGI_APPLICATION = "makegood.project.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "makegood.project.apps.FlashConfig",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "makegood.kernel",
    "makegood.people",
    "makegood.shops",
    "makegood.cases",
    "makegood.rulebook",
    "makegood.messages",
    "makegood.promises",
    "makegood.moods",
    "makegood.playbooks",
    "makegood.remedies",
    "makegood.bulk",
    "makegood.flows",
    "makegood.hooks",
    "makegood.notify",
    "makegood.retention",
    "makegood.exports",
    "makegood.sample",
    "makegood.insight",
    "makegood.ui",
    "makegood.api",
    "makegood.portal",
    "makegood.console",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "makegood.ui.compressing.CompressionMiddleware",
    "makegood.ui.csp.CspMiddleware",
    "makegood.ui.origin.OriginMiddleware",
    "makegood.ui.ways.WayMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "makegood.ui.language.ReaderMiddleware",
    "makegood.console.errors.ConsoleErrorsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "makegood.ui.environment.environment",
            "context_processors": ["makegood.ui.pages.page", "makegood.console.frame.frame"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]


PREPARED = {"server_side_binding": True, "prepare_threshold": 5}
"""What is asked for the sixth time on a connection is planned no more; see the decision on prepared statements."""


def _database(url: str) -> dict[str, object]:
    """Django's settings for a `postgresql://user:secret@host:port/name?sslmode=…` address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        # Without what follows: it may hold a password.
        raise env.BadEnvironment(
            f"MAKEGOOD_DATABASE_URL: expected postgresql://…, got {parts.scheme or 'no scheme'}"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "makegood",
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": PREPARED | options,
    }


EMBEDDED_SOCKETS = socket_folder(DATA)
DATABASES = {
    "default": _database(
        env.text("DATABASE_URL") or f"postgresql:///makegood?host={EMBEDDED_SOCKETS}&user=postgres"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_ON_APP_READY = None

AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Makegood"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # seats come by set-up link and invitation: the address was proved there
)
# Browsers give passkeys to secure pages and to localhost only; on localhost there is no https to insist on.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not MAKEGOOD_URL.startswith("https://")
ACCOUNT_ADAPTER = "makegood.console.signin.AccountAdapter"
MFA_ADAPTER = "makegood.console.signin.MfaAdapter"
SOCIALACCOUNT_ADAPTER = "makegood.console.openid.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "makegood.console.openid.ShopProvider"}
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
AUTH_PASSWORD_VALIDATORS = [{"NAME": "makegood.console.passwords.StrongEnough"}]
# Login throttling counts in here: it must hold across processes and machines, and the database is what they share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
    }
}

SESSION_ENGINE = "makegood.kernel.sessions"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
MAKEGOOD_PROXY = env.flag("PROXY")
if MAKEGOOD_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # whose address the throttling counts
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = MAKEGOOD_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [MAKEGOOD_URL]
# Two checkouts on one host share cookies by host name, not by port: each has names of its own.
SESSION_COOKIE_NAME = f"makegood_session_{MAKEGOOD_PORT}"
CSRF_COOKIE_NAME = f"makegood_csrf_{MAKEGOOD_PORT}"
X_FRAME_OPTIONS = "DENY"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = list(OUR_LANGUAGES.items())
LOCALE_PATHS = [PACKAGE / "locale"]

LOGGING = logging_settings(env.text("LOG"))

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
"""More than anybody may attach: who does is told the limit, in words and not by a bare error."""
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
