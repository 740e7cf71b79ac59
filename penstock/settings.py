"""Django's settings, all in one place. What differs between installations comes from the environment
(`penstock up` sets it from the home folder), so that every process of one installation sees the same."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent
NODE_MODULES = Path(os.environ.get("PENSTOCK_NODE_MODULES", BASE_DIR.parent / "node_modules"))
HOME = Path(os.environ.get("PENSTOCK_HOME", Path.home() / ".penstock"))

DEBUG = False
# Without a home the key lives as long as the process: sessions end with it, nothing is ever signed with a known key.
SECRET_KEY = os.environ.get("PENSTOCK_SECRET_KEY") or os.urandom(32).hex()
ALLOWED_HOSTS = os.environ.get("PENSTOCK_ALLOWED_HOSTS", "*").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("PENSTOCK_ORIGINS", "").split(",") if origin]


def database(url: str) -> dict[str, object]:
    """postgresql://user:password@host:port/name, or with ?host=/a/socket/folder or ?sslmode=require, as Django wants it."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    host, port = query.pop("host", unquote(parts.hostname or "")), query.pop("port", str(parts.port or ""))
    return {
        "ENGINE": "penstock.foundation.base.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "penstock",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "penstock", **query},
    }


DATABASES = {"default": database(os.environ.get("PENSTOCK_DATABASE_URL", "postgresql:///penstock"))}
# In the database, because attempts to sign in and codes that were used count for all processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "penstock.foundation.base",
    "penstock.records.workspace",
    "penstock.records.team",
    "penstock.records.channels",
    "penstock.records.people",
    "penstock.records.leads",
    "penstock.records.pipeline",
    "penstock.records.activities",
    "penstock.exchange.imports",
    "penstock.exchange.sample",
    "penstock.insight.mirror",
    "penstock.response.reports",
    "penstock.response.dashboards",
    "penstock.response.alerts",
    "penstock.faces.views",
    "penstock.faces.ui",
    "penstock.faces.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "penstock.faces.ui.middleware.content_security_policy",
    "penstock.faces.ui.middleware.remember",
    "penstock.faces.ui.middleware.hx_redirect",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "penstock.faces.ui.middleware.viewer",
    "penstock.faces.ui.middleware.storable",
    "penstock.faces.ui.middleware.refusals",
]

ROOT_URLCONF = "penstock.urls"
WSGI_APPLICATION = "penstock.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "faces" / "ui" / "templates", BASE_DIR / "faces" / "api" / "templates"],
        "OPTIONS": {
            "environment": "penstock.faces.ui.jinja.environment",
            "context_processors": ["penstock.faces.ui.rendering.page_context"],
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

AUTH_USER_MODEL = "team.User"
AUTHENTICATION_BACKENDS = ["penstock.records.team.signin.Users"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody can make us write to addresses that are no user's.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "penstock.records.team.signin.ClosedAdapter"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
}
# Addresses are an administrator's word here; nobody signs up, so none is verified by mail.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "allauth.mfa.adapter.DefaultMFAAdapter"

SECURE_COOKIES = os.environ.get("PENSTOCK_HTTPS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "penstock.records.team.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "penstock.faces.ui.errors.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES else None

LANGUAGE_CODE = "en"
# One language until the others have catalogues: dates in Polish beside English words would be worse.
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "penstock.faces.ui.static_files.NodeModulesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "penstock.faces.ui.static_files.HashedStaticFiles"},
}
MEDIA_ROOT = HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# By each key or user, in each process of the web server.
API_REQUESTS_PER_MINUTE = int(os.environ.get("PENSTOCK_API_REQUESTS_PER_MINUTE", "30000"))
FILE_UPLOAD_TEMP_DIR = os.environ.get("PENSTOCK_UPLOAD_DIR")

EMAIL_URL = urlsplit(os.environ.get("PENSTOCK_SMTP_URL", ""))
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_URL.hostname
    else "penstock.records.channels.printed.PrintedMail"
)
EMAIL_HOST, EMAIL_PORT = EMAIL_URL.hostname or "", EMAIL_URL.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(EMAIL_URL.username or ""), unquote(EMAIL_URL.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_URL.scheme == "smtp+tls", EMAIL_URL.scheme == "smtps"
DEFAULT_FROM_EMAIL = os.environ.get("PENSTOCK_MAIL_FROM", "penstock@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("PENSTOCK_LOG_LEVEL", "WARNING")},
}
