from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "parvis.commons.finance"
    label = "finance"
    verbose_name = "Budgets"
