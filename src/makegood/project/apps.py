"""Django's own apps where they need another name among ours."""

from django.contrib.messages.apps import MessagesConfig


class FlashConfig(MessagesConfig):
    """Django's one-time messages; our room `messages` has that label."""

    label = "flash"
