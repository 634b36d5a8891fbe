from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "parvis.deliberation.referrals"
    label = "referrals"
    verbose_name = "Saisines"
