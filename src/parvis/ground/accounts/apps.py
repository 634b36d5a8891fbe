from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "parvis.ground.accounts"
    label = "accounts"
    verbose_name = "Comptes"
