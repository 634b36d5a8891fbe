"""How the web server runs: `gunicorn -c python:parvis.config.gunicorn parvis.config.wsgi`.

Two processes with a few threads suit the two processors of a small machine. The application is loaded in each
process after the fork: database connections and thread locks are never shared.
"""

import os

from parvis.config import memory
from parvis.config.logging import logging_config

PRODUCTION = os.environ.get("PARVIS_PRODUCTION", "false")
LOG_JSON = os.environ.get("PARVIS_LOG_JSON", PRODUCTION).lower() in {"1", "true", "yes", "on"}

bind = os.environ.get("PARVIS_BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("PARVIS_WEB_PROCESSES", "2"))
threads = int(os.environ.get("PARVIS_WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = False
timeout = 60
graceful_timeout = 7
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
# X-Forwarded-* is judged by the settings (PARVIS_PROXIES), not here.
secure_scheme_headers = {}
# The product writes its own request line, without addresses.
accesslog = None
logconfig_dict = logging_config(json=LOG_JSON, level="INFO")
logconfig_dict["loggers"] |= {"gunicorn.error": {"level": "WARNING"}}


def post_worker_init(worker):
    memory.look_seldom()
    memory.hold_what_is_loaded()
