"""Every setting in one file. What may differ from place to place comes from the environment.

Each `WITHNESS_…` variable stands in `docs/reference/settings.md`; a house test holds the two equal.
"""

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from withness.web.rules import provider

env = os.environ.get
ROOT = Path(__file__).resolve().parents[1]


def _kept(path: Path, fresh: str) -> str:
    """Read a secret from its file; write a fresh one, for its owner only, where there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        waiting = path.with_name(f"{path.name}.{os.getpid()}")
        waiting.touch(mode=0o600)
        waiting.write_text(fresh + "\n")
        with suppress(FileExistsError):
            os.link(waiting, path)  # the first writer wins, and nobody reads half a file
        waiting.unlink()
    return path.read_text().strip()


def _on(name: str) -> bool:
    return env(name, "") not in ("", "0", "no")


# ---- where things lie
WITHNESS_HOME = Path(env("WITHNESS_HOME") or Path.cwd() / "var" / "service")
WITHNESS_KEYS_FILE = Path(env("WITHNESS_KEYS_FILE") or WITHNESS_HOME / "keys")
WITHNESS_KEYS_IN_FILE = not env("WITHNESS_KEYS")  # and then read again whenever it is changed
WITHNESS_KEYS = env("WITHNESS_KEYS", "").replace(",", "\n") or _kept(
    WITHNESS_KEYS_FILE, f"1 {base64.b64encode(secrets.token_bytes(32)).decode()}"
)
SECRET_KEY = env("WITHNESS_SECRET") or _kept(WITHNESS_HOME / "secret", secrets.token_urlsafe(48))

# ---- how it is reached
WITHNESS_DEMO = _on("WITHNESS_DEMO")
WITHNESS_ORIGIN = env("WITHNESS_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
_origin = urlsplit(WITHNESS_ORIGIN)
_secure = _origin.scheme == "https"
DEBUG = False
ALLOWED_HOSTS = [
    _origin.hostname or "127.0.0.1",
    "127.0.0.1",
    "localhost",
    "[::1]",
    *filter(None, env("WITHNESS_HOSTS", "").split(",")),
]
CSRF_TRUSTED_ORIGINS = [WITHNESS_ORIGIN]
ROOT_URLCONF = "withness.web.urls.outside"
WITHNESS_INSIDE = "withness.web.urls.inside"  # the addresses behind /<service>/
APPEND_SLASH = False  # a wrong address is absent, and absent looks like forbidden
WSGI_APPLICATION = "withness.web.wsgi.application"

# ---- the rooms
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "withness.web",
    "withness.days",
    "withness.exchange",
    "withness.records",
    "withness.consents",
    "withness.meetings",
    "withness.contacts",
    "withness.networks",
    "withness.teams",
    "withness.delivery",
    "withness.people",
    "withness.service",
    "withness.trail",
    "withness.sealing",
    *(["withness.demo"] if WITHNESS_DEMO else []),
    "withness.access",  # the last: it assembles what the others declare
]

MIDDLEWARE = [
    "withness.web.middleware.habits.Habits",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "withness.web.middleware.doorway.Doorway",
    "withness.web.middleware.traces.Traces",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "withness.web.views.furniture.furniture",
                *(["withness.demo.views.bar"] if WITHNESS_DEMO else []),
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


# ---- the database
def _database(url: str) -> dict[str, object]:
    """Read `sqlite:PATH` or `postgresql://user:password@host:port/name`."""
    if url.startswith("sqlite:"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:"),
            "CONN_MAX_AGE": 600,  # opening a file and its write-ahead log anew costs a page dear
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                "PRAGMA foreign_keys=ON;PRAGMA cache_size=-32000;PRAGMA temp_store=MEMORY;",
            },
        }
    at = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in at.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": at.path.lstrip("/"),
        "USER": unquote(at.username or ""),
        "PASSWORD": unquote(at.password or ""),
        "HOST": unquote(query.get("host", at.hostname or "")),
        "PORT": str(at.port or ""),
        "OPTIONS": {name: unquote(said) for name, said in query.items() if name != "host"},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # a statement and its service go in one message
    }


WITHNESS_DATABASE = env("WITHNESS_DATABASE") or f"sqlite:{WITHNESS_HOME / 'withness.sqlite3'}"
DATABASES = {"default": _database(WITHNESS_DATABASE)}
# PostgreSQL's third wall holds for a role that does not own the tables. Who owns them works only
# while tables are brought up to date and copied; `service.models.walls.as_owner` changes over.
WITHNESS_DATABASE_OWNER = env("WITHNESS_DATABASE_OWNER", "")
_ROLE = ("USER", "PASSWORD", "HOST", "PORT")
_apart = bool(WITHNESS_DATABASE_OWNER) and not WITHNESS_DATABASE.startswith("sqlite:")
WITHNESS_WEAK = {key: DATABASES["default"][key] for key in _ROLE} if _apart else None
WITHNESS_OWNER = {key: _database(WITHNESS_DATABASE_OWNER)[key] for key in _ROLE} if _apart else None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {  # shared by every process, so that rate limits hold across them
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # the worker sweeps; else a flood would undo limits
    }
}

# ---- signing in: a mailed code, a passkey, one's employer; no password anywhere
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "days:day"
ACCOUNT_ADAPTER = "withness.web.adapters.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the mailed code is the proof
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is mailed who has no account
# besides these, `people.actions.limits` counts tries for each address
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/300s/key"}
ACCOUNT_RATE_LIMITS["request_login_code"] = "60/m/ip,3/m/key"
MFA_ADAPTER = "withness.web.adapters.Means"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey always asks who holds it
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_REAUTHENTICATION_REQUIRED = False  # `views.means.proved` asks, and asks everybody
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is given by whoever keeps the accounts
MFA_TOTP_TOLERANCE = 1  # clocks go wrong by half a minute; `forms._Once` lets no code count twice
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
SOCIALACCOUNT_ADAPTER = "withness.web.views.employer.Employer"
WITHNESS_OIDC = env("WITHNESS_OIDC", "")  # issuer|client|secret|name|services
provider(WITHNESS_OIDC)  # a slip is told at the start, not to whoever signs in
SESSION_ENGINE = "withness.web.models"
SESSION_COOKIE_NAME = "__Host-withness" if _secure else "withness"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_NAME = "__Host-withness_form" if _secure else "withness_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "withness.web.views.trouble.stale"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---- habits
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
SECURE_SSL_REDIRECT = _secure
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _secure
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" would break Django's own CSRF check
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{f"{what}-src": [NONE] for what in ("default", "font", "object")},
        **{f"{what}-src": [SELF] for what in ("script", "style", "connect", "manifest", "worker")},
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 6_000_000

# ---- words, times and pictures
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("it", "Italiano")]
LANGUAGE_COOKIE_NAME = "withness_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = _secure
LOCALE_PATHS = [ROOT / "web" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = WITHNESS_HOME / "static"
SERVESTATIC_MANIFEST_STRICT = False  # a page stands also where no files were gathered
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}

# ---- what is fetched: calendar feeds, never from inside this machine's own network
WITHNESS_FEEDS_ANYWHERE = _on("WITHNESS_FEEDS_ANYWHERE")  # for tests only: http and loopback, too

# ---- what leaves the house
WITHNESS_MAIL = env("WITHNESS_MAIL", "")  # smtp://user:password@host:port, or empty: kept as files
_mail = urlsplit(WITHNESS_MAIL)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if WITHNESS_MAIL
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = WITHNESS_HOME / "mail"
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail.port or 25
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
WITHNESS_SENDER = env("WITHNESS_SENDER", "post@withness.invalid")
DEFAULT_FROM_EMAIL = WITHNESS_SENDER
WITHNESS_SMS = env("WITHNESS_SMS", "")  # notify://KEY@HOST?template=ID, or empty: kept as files

# ---- looking after it
WITHNESS_METRICS = env("WITHNESS_METRICS", "")  # "open": also from elsewhere than this machine

# ---- logs: one JSON object a line, ids and route names, no words
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "withness.web.logs.Lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env("WITHNESS_LOG", "WARNING").upper()},
    "loggers": {
        "django.request": {"level": "CRITICAL"},  # habits.Habits tells it without the address
        "django.security": {"level": "CRITICAL"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
