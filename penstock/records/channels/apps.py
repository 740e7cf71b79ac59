from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "penstock.records.channels"
    label = "channels"
