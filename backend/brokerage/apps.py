from django.apps import AppConfig


class BrokerageConfig(AppConfig):
    name = "backend.brokerage"
    label = "brokerage"
