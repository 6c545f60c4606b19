from django.apps import AppConfig


class DealsConfig(AppConfig):
    name = "backend.deals"
    label = "deals"
