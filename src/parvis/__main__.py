"""The `parvis` command: Django's management under the product's name."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from parvis.config import memory

    memory.look_seldom()
    try:
        settings.PRODUCTION  # noqa: B018 – reading one setting loads them all
    except ImproperlyConfigured as refusal:
        sys.exit(f"Parvis does not start. {refusal}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
