"""One settings file, one line per fact, from the environment, with safe defaults.

Variables start with PARVIS_, except DATABASE_URL and PORT. `docs/deploy.md` describes each of them.
"""

import sys
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from environs import Env
from whitenoise.compress import Compressor

from parvis.config.databases import database
from parvis.config.logging import logging_config
from parvis.config.production import require

env = Env(prefix="PARVIS_")
plain = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR", default="var")).resolve()
TESTING = "pytest" in sys.modules

PRODUCTION = env.bool("PRODUCTION", default=False)
DEMO = env.bool("DEMO", default=not PRODUCTION)
DEBUG = env.bool("DEBUG", default=False) and not PRODUCTION
SECRET_KEY = env.str("SECRET_KEY", default="demonstration-only-key-that-production-refuses-to-start-with")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[".localhost", "127.0.0.1", "[::1]"])
PORT = plain.int("PORT", default=8000)

# The clock of the domain (see parvis.ground.core.clock): production always shows the real time.
CLOCK = env.str("CLOCK", default="")
CLOCK_FILE = str(VAR_DIR / "clock")

# --- Applications, middleware, URLs ---------------------------------------------------------------
INSTALLED_APPS = [
    "parvis.shells.public",  # first: its templates dress the sign-in pages of allauth
    "parvis.shells.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "rules.apps.AutodiscoverRulesConfig",
    "csp",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "parvis.ground.core",
    "parvis.ground.journal",
    "parvis.ground.authorities",
    "parvis.ground.accounts",
    "parvis.ground.search",
    "parvis.ground.documents",
    "parvis.ground.mailing",
    "parvis.commons.imports",
    "parvis.commons.people",
    "parvis.commons.schemes",
    "parvis.commons.following",
    "parvis.commons.commitments",
    "parvis.commons.writing",
    "parvis.commons.finance",
    "parvis.commons.workload",
    "parvis.deliberation.bodies",
    "parvis.deliberation.meetings",
    "parvis.deliberation.logistics",
    "parvis.deliberation.referrals",
    "parvis.accountability.coordination",
    "parvis.accountability.privacy",
    "parvis.demo",
]

MIDDLEWARE = [
    "parvis.config.middleware.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "parvis.config.middleware.RequestLog",
    "csp.middleware.CSPMiddleware",
    "parvis.config.middleware.PermissionsPolicy",
    "parvis.shells.public.language.LanguageMiddleware",
    "parvis.ground.authorities.middleware.AuthorityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "parvis.ground.accounts.middleware.VisitorMiddleware",
    "parvis.ground.accounts.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

if env.bool("COUNT_QUERIES", default=False):
    MIDDLEWARE.insert(0, "parvis.config.middleware.QueryCount")

ROOT_URLCONF = "parvis.config.urls"
DIRECTORY_URLCONF = "parvis.config.urls_directory"
WSGI_APPLICATION = "parvis.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "parvis.shells.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "parvis.ground.core.templatetags.parvis"],
        },
    }
]
FORM_RENDERER = "parvis.ground.core.form_renderer.Renderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Data -----------------------------------------------------------------------------------------
DATABASE_URL = plain.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR}/parvis.sqlite3"
TEST_DB = env.str("TEST_DB", default="")
DATABASES = {"default": database(DATABASE_URL, var=VAR_DIR, test=TEST_DB, testing=TESTING)}
CACHES = {
    # Shared by all processes of the machine: rate limits count the same whichever process answers.
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.str("CACHE_URL")}
        if env.str("CACHE_URL", default="")
        else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}
    ),
    # One per process, short-lived: public fragments that any visitor may see.
    "fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "fragments"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Files ----------------------------------------------------------------------------------------
MEDIA_ROOT = VAR_DIR / "files"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATIC_URL = "/static/"
STORAGES = {
    # Private files: no URL leads to them, the documents app serves them after the rights check.
    "default": {
        "BACKEND": env.str("STORAGE_BACKEND", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("STORAGE_OPTIONS", default={}),
    },
    "staticfiles": {"BACKEND": "parvis.ground.core.statics.StaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps are heavy and only developers ask for them.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", *Compressor.SKIP_COMPRESS_EXTENSIONS)
WHITENOISE_MAX_AGE = 3600  # hashed names are immutable for a year; only the others expire
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
UPLOAD_MAX_MB = env.int("UPLOAD_MAX_MB", default=20)
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "parvis.ground.documents.uploads.CappedUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# host:port or unix:/path of clamd; empty: no antivirus.
CLAMAV_ADDRESS = env.str("CLAMAV_ADDRESS", default="")

# --- People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/compte/connexion/"
LOGIN_REDIRECT_URL = "/compte/arrivee/"
ACCOUNT_PAGES = "parvis.shells.public.account"
ACCOUNT_ADAPTER = f"{ACCOUNT_PAGES}.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_FORM_CLASS = f"{ACCOUNT_PAGES}.forms.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
# A letter leaves whether the account exists or not: neither the answer nor its time tells.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# An office leaves through one address: limits by address are wide, limits by account are narrow.
# Pages opened by a private link, without an account; a whole council may answer from one room.
PRIVATE_LINKS_A_MINUTE = env.int("PRIVATE_LINKS_A_MINUTE", default=600)
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/h/ip",
    "request_login_code": "20/m/ip,3/5m/key",
    "reset_password": "20/m/ip,3/5m/key",
}
ACCOUNT_FORMS = {
    "login": f"{ACCOUNT_PAGES}.dressed.Login",
    "signup": f"{ACCOUNT_PAGES}.dressed.Signup",
    "add_email": f"{ACCOUNT_PAGES}.dressed.AddEmail",
    "change_password": f"{ACCOUNT_PAGES}.dressed.ChangePassword",
    "set_password": f"{ACCOUNT_PAGES}.dressed.SetPassword",
    "reset_password": f"{ACCOUNT_PAGES}.dressed.ResetPassword",
    "reset_password_from_key": f"{ACCOUNT_PAGES}.dressed.ResetPasswordKey",
    "reauthenticate": f"{ACCOUNT_PAGES}.dressed.Reauthenticate",
    "request_login_code": f"{ACCOUNT_PAGES}.dressed.RequestLoginCode",
    "confirm_login_code": f"{ACCOUNT_PAGES}.dressed.ConfirmLoginCode",
    "confirm_email_verification_code": f"{ACCOUNT_PAGES}.dressed.ConfirmEmailVerificationCode",
    "confirm_password_reset_code": f"{ACCOUNT_PAGES}.dressed.ConfirmPasswordResetCode",
    "change_email": f"{ACCOUNT_PAGES}.dressed.ChangeEmail",
}
MFA_ADAPTER = f"{ACCOUNT_PAGES}.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": f"{ACCOUNT_PAGES}.dressed.Authenticate",
    "reauthenticate": f"{ACCOUNT_PAGES}.dressed.ReauthenticateMFA",
    "activate_totp": f"{ACCOUNT_PAGES}.dressed.ActivateTOTP",
    "add_webauthn": f"{ACCOUNT_PAGES}.dressed.AddWebAuthn",
    "edit_webauthn": f"{ACCOUNT_PAGES}.dressed.EditWebAuthn",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Parvis"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # passkeys on http://….localhost in demonstration
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_ADAPTER = f"{ACCOUNT_PAGES}.identity.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": f"{ACCOUNT_PAGES}.dressed.SocialSignup"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# The State's identity services that authorities may name. Test services accept invented people: name them elsewhere.
IDENTITY_HOSTS = env.list(
    "IDENTITY_HOSTS", default=[".proconnect.gouv.fr", ".agentconnect.gouv.fr", ".franceconnect.gouv.fr"]
)
# Their official buttons, which come with the keys and may not be redistributed: proconnect.svg, franceconnect.png…
IDENTITY_BUTTONS = Path(env.str("IDENTITY_BUTTONS", default=str(VAR_DIR / "identity")))
USERSESSIONS_TRACK_ACTIVITY = False
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    # CNIL, deliberation 2022-100: 50 bits suffice where attempts are limited; 12 characters leave a margin.
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
# Other languages of the public pages, and where their catalogues are: `docs/deploy.md` says how to add one.
LANGUAGES = [("fr", "Français"), *((code, code) for code in env.list("LANGUAGES", default=[]) if code != "fr")]
LOCALE_PATHS = [VAR_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- Links in letters -----------------------------------------------------------------------------
PUBLIC_SCHEME = env.str("PUBLIC_SCHEME", default="https" if PRODUCTION else "http")
PUBLIC_PORT = env.str("PUBLIC_PORT", default="" if PRODUCTION else str(PORT))

# --- Mail -----------------------------------------------------------------------------------------
EMAIL_HOST = env.str("EMAIL_HOST", default="")
EMAIL_PORT = env.int("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("EMAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_PASSWORD", default="")
EMAIL_USE_SSL = env.bool("EMAIL_SSL", default=False)
EMAIL_USE_TLS = env.bool("EMAIL_STARTTLS", default=not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"  # without a mail server, letters are files one can read
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="ne-pas-repondre@parvis.localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default=DEFAULT_FROM_EMAIL.rpartition("@")[2])
# A message still « sending » after that was left by a dead worker: it is taken up again, once.
MAIL_LEASE_SECONDS = env.int("MAIL_LEASE_SECONDS", default=600)
SMS_PROVIDER = env.str("SMS_PROVIDER", default="parvis.ground.mailing.sms.ConsoleProvider")
BOUNCE_MAILBOX = env.str("BOUNCE_MAILBOX", default="")  # maildir:/path or imaps://user:password@host/INBOX

# --- Security -------------------------------------------------------------------------------------
# TLS ends at the proxy; X-Forwarded-* headers are believed only as deep as the number of proxies named here.
TLS = env.bool("TLS", default=PRODUCTION)
PROXIES = env.int("PROXIES", default=1 if PRODUCTION else 0)
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000 if TLS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
# Subdomains and preloading engage the whole domain of a town, of which Parvis serves a few hosts: its choice.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The __Host- prefix ties the cookie to one host and to TLS: a neighbouring host can neither read nor set it.
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=10) * 3600
SESSION_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
# It leaves with the browser: nothing stays behind of a visitor who looked at the sign-in page and went away.
CSRF_COOKIE_AGE = None
CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        # Chromium follows form-action through redirects: PARVIS_FORM_ACTION names identity providers.
        "form-action": [SELF, *env.list("FORM_ACTION", default=[])],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": TLS,
    }
}

# --- Logs and operations --------------------------------------------------------------------------
LOG_JSON = env.bool("LOG_JSON", default=PRODUCTION)
LOGGING = logging_config(json=LOG_JSON, level=env.str("LOG_LEVEL", default="INFO"))
# A worker that beat longer ago than this is held for dead.
WORKER_LATE_SECONDS = env.int("WORKER_LATE_SECONDS", default=60)

if PRODUCTION:
    require(env, "SECRET_KEY", "a random text that signs sessions and links", length=50)
    require(env, "ALLOWED_HOSTS", "the host names served, separated by commas")
    require(env, "EMAIL_HOST", "the mail server that carries the letters")
    require(env, "EMAIL_FROM", "the address from which letters leave")

if TESTING:
    ALLOWED_HOSTS = ["*"]
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_AUTOREFRESH = True
