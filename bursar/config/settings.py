"""Every setting, from the environment; docs/operating/settings.md describes each one."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from bursar.core.ids import derived_token


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "yes" if default else "no").lower() in {"1", "yes", "true", "on"}


def _number(name: str, default: int) -> int:
    try:
        return int(os.environ.get(name, default))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number") from error


PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("BURSAR_VAR", "var")).resolve()
LOGOS = Path(os.environ.get("BURSAR_LOGOS") or VAR / "logos").resolve()

DEBUG = _flag("BURSAR_DEBUG")
BURSAR_DEMO = _flag("BURSAR_DEMO")
BASE_URL = os.environ.get("BURSAR_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
_base = urlsplit(BASE_URL)
_UNSAFE_KEY = "not-secret:only-for-the-demo-and-the-tests"
SECRET_KEY = os.environ.get("BURSAR_SECRET_KEY", _UNSAFE_KEY)
SECRET_KEY_IS_UNSAFE = SECRET_KEY == _UNSAFE_KEY or len(SECRET_KEY) < 40
ALLOWED_HOSTS = os.environ.get("BURSAR_ALLOWED_HOSTS", f"{_base.hostname},127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]

INSTALLED_APPS = [
    "bursar.config",
    "bursar.audit",
    "bursar.mail",
    "bursar.webhooks",
    "bursar.accounts",
    "bursar.grants",
    "bursar.billing",
    "bursar.pbx",
    "bursar.invoices",
    "bursar.payments",
    "bursar.payments.gateways.sandbox",
    "bursar.payments.gateways.stripe",
    "bursar.lifecycle",
    "bursar.portals",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "bursar.api.probes.Probes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bursar.portals.middleware.RequestId",
    "bursar.api.observing.Observed",
    "bursar.portals.middleware.WholeText",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "bursar.portals.middleware.KnownMethods",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "bursar.portals.middleware.Language",
    "bursar.portals.middleware.PrivatePages",
    "bursar.portals.middleware.Refusals",
    "bursar.api.rest.problems.Problems",
    "bursar.api.rest.idempotency.Idempotency",
]

ROOT_URLCONF = "bursar.config.urls"
WSGI_APPLICATION = "bursar.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "portals" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "bursar.portals.templating.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "bursar.portals.frame.context",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"  # as the pages: a fraction of what Django's own templates cost

# --- Databases -----------------------------------------------------------------------------------------------------
DATABASE_URL = os.environ.get("BURSAR_DATABASE_URL", f"sqlite:///{VAR / 'bursar.sqlite3'}")
MIGRATION_DATABASE_URL = os.environ.get("BURSAR_MIGRATION_DATABASE_URL", DATABASE_URL)


def _database(url: str) -> dict[str, object]:
    config: dict[str, object] = {**dj_database_url.parse(url)}
    if str(config["ENGINE"]).endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",  # deferred transactions lose races with "database is locked"
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    else:
        config["CONN_MAX_AGE"] = 600
        config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {"default": _database(DATABASE_URL)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# --- Sign-in -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["bursar.portals.public.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# NIST SP 800-63B-4, 3.1.1.2: at least 15 characters where the password is the only factor, no composition rules,
# and a list of common ones refused.
PASSWORD_MIN_LENGTH = _number("BURSAR_PASSWORD_MIN_LENGTH", 15)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("first_name", "last_name", "email")},
    },
]
ACCOUNT_ADAPTER = "bursar.portals.public.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
# What is counted, for how long, and per what: network address, person, or a key (the address written to).
ACCOUNT_RATE_LIMITS = {
    "sign_up_mail": "30/h/ip,5/h/key",
    "reset_mail": "30/h/ip,5/h/key",
    "confirm_sign_up": "30/h/ip,10/h/key",
    "invitation": "60/h/ip",
    "api_unknown": "60/m/ip",  # calls without a token of ours
    "make_token": "20/h/user",
}
API_USES_PER_MINUTE = int(os.environ.get("BURSAR_API_USES_PER_MINUTE", "1200"))  # of one token, by each process
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "allauth.account.forms.EmailAwarePasswordResetTokenGenerator"  # noqa: S105
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 60 * 60
PROOF_AGE_HOURS = 12  # product.md, rule 3: after that a portal's door asks for the password again

# --- Browser security ----------------------------------------------------------------------------------------------
IS_TLS = _base.scheme == "https"
SESSION_ENGINE = "bursar.portals.sessions"
# With this prefix browsers take the cookie from this very host by TLS only: no neighbour under the same domain can
# plant a session or a token of theirs.
_HOST = "__Host-" if IS_TLS else ""
SESSION_COOKIE_NAME = f"{_HOST}bursar_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_TLS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = f"{_HOST}bursar_csrf"
LANGUAGE_COOKIE_NAME = "bursar_language"
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE, LANGUAGE_COOKIE_SECURE = True, "Lax", IS_TLS
SECURE_HSTS_SECONDS = 31_536_000 if IS_TLS else 0
SECURE_SSL_REDIRECT = IS_TLS
# Only these may say who the browser is and whether it came by TLS (config/wsgi.py); anybody else's word is not taken.
PROXIES = os.environ.get("BURSAR_PROXIES", "").replace(",", " ").split()
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "bursar.portals.errors.csrf_failure"
# Days from the due date on which an invoice is reminded of: before it below zero, after it above.
REMINDERS = tuple(
    sorted({int(day) for day in os.environ.get("BURSAR_REMINDERS", "-5,3,14,30").split(",") if day.strip()})
)
# The vendor's programs are told of events at public addresses only; in demos and tests also on this machine.
WEBHOOKS_TO_LOOPBACK = _flag("BURSAR_WEBHOOKS_TO_LOOPBACK")
# With Stripe's two secrets, new payments go to Stripe; half of them is refused here, before anything is charged.
STRIPE_SECRET_KEY = os.environ.get("BURSAR_STRIPE_SECRET_KEY", "")
STRIPE_NOTICE_SECRET = os.environ.get("BURSAR_STRIPE_NOTICE_SECRET", "")
STRIPE_ADDRESS = os.environ.get("BURSAR_STRIPE_ADDRESS", "").rstrip("/")
if bool(STRIPE_SECRET_KEY) != bool(STRIPE_NOTICE_SECRET):
    raise ImproperlyConfigured("BURSAR_STRIPE_SECRET_KEY and BURSAR_STRIPE_NOTICE_SECRET go together: set both or none")
PAYMENT_GATEWAY = "stripe" if STRIPE_SECRET_KEY else "sandbox"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Browsers apply it to where a form leads in the end: the payer goes on to the provider's page.
        "form-action": [SELF, "https://checkout.stripe.com"] if PAYMENT_GATEWAY == "stripe" else [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- Mail ----------------------------------------------------------------------------------------------------------
_smtp = urlsplit(os.environ.get("BURSAR_SMTP_URL", "smtp://127.0.0.1:25"))
EMAIL_BACKEND = (
    "bursar.mail.demo_backend.DemoBackend"
    if BURSAR_DEMO and "BURSAR_SMTP_URL" not in os.environ
    else ("django.core.mail.backends.smtp.EmailBackend")
)
EMAIL_HOST = _smtp.hostname or "127.0.0.1"
EMAIL_PORT = _smtp.port or 25
EMAIL_HOST_USER = _smtp.username or ""
EMAIL_HOST_PASSWORD = _smtp.password or ""
EMAIL_USE_TLS = _smtp.scheme == "smtp+starttls"
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("BURSAR_MAIL_FROM", "Bursar <bursar@localhost>")
OPERATOR_ADDRESS = os.environ.get("BURSAR_OPERATOR_ADDRESS", "operator@localhost")

# --- Words, time, files --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("BURSAR_STATIC_ROOT", VAR / "static"))
STATICFILES_DIRS = [PACKAGE / "portals" / "static"]
# Hashed names, to be kept for ever by browsers; `bursar serve` collects them before it listens.
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_HANDLERS: list[str] = []  # no page takes a file: what is sent all the same is kept nowhere
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
BURSAR_ALLOW_SANDBOX = _flag("BURSAR_ALLOW_SANDBOX")
# Ours say the same in words an operator knows: HSTS and cookies follow from BURSAR_BASE_URL.
SILENCED_SYSTEM_CHECKS = [f"security.W{number:03}" for number in (4, 5, 8, 9, 12, 16, 18, 21)]
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
SANDBOX_SECRET = os.environ.get("BURSAR_SANDBOX_SECRET") or derived_token(SECRET_KEY, "sandbox")

METRICS_TOKEN = os.environ.get("BURSAR_METRICS_TOKEN", "")
LOG_FORMAT = os.environ.get("BURSAR_LOG_FORMAT", "plain")
if LOG_FORMAT not in {"plain", "json"}:
    raise ImproperlyConfigured("BURSAR_LOG_FORMAT must be plain or json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "bursar.config.logs.Plain"},
        "json": {"()": "bursar.config.logs.Json"},
    },
    "filters": {
        "no_secrets": {"()": "bursar.config.logs.NoSecrets"},
        "request_ids": {"()": "bursar.config.logs.RequestIds"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["no_secrets", "request_ids"],
        }
    },
    "loggers": {
        "_granian": {"handlers": ["console"], "propagate": False},
        "stripe": {"level": "WARNING"},  # below, it writes down what it sends
        "pikepdf": {"level": "WARNING"},  # it greets whoever imports it
    },
    "root": {"handlers": ["console"], "level": os.environ.get("BURSAR_LOG_LEVEL", "WARNING")},
}
