"""One settings file, one line per fact, from the environment, with safe defaults."""

from pathlib import Path

import dj_database_url
from environs import Env

env = Env(prefix="PARVIS_")
plain = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR", default="var")).resolve()

PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="demonstration-only-key-that-production-refuses-to-start-with")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[".localhost", "127.0.0.1"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "rules",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "parvis.ground.core",
    "parvis.ground.journal",
    "parvis.ground.authorities",
    "parvis.ground.accounts",
]
