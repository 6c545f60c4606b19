from django.apps import AppConfig


class OwnershipConfig(AppConfig):
    name = "backend.ownership"
    label = "ownership"
