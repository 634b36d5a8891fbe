from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "parvis.ground.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self):
        from . import sessions  # noqa: F401 – connects the signals
