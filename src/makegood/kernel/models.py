"""Rows that belong to no room in particular."""

from django.db import models


class Happening(models.Model):
    """One thing that happened: timeline, notices, webhooks, live pages and insight all read this row."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    topic = models.CharField(max_length=80)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    via = models.CharField(max_length=12, blank=True, default="", db_default="")
    """Which way it came: `console`, `api`, `portal`, `mail`, `desk` (by itself); empty: before it was noted."""
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["topic", "id"], name="happening_by_topic")]

    def __str__(self) -> str:
        return f"{self.name} {self.topic}"


class KeptAnswer(models.Model):
    """The first answer to an intent: given again when the same `key` comes from the same `asker` with the same words.

    Written in the transaction of the effect itself, so it exists exactly when the effect does.
    """

    id = models.BigAutoField(primary_key=True)
    asker = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    """SHA-256 of what was asked."""
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asker", "key"], name="one_answer_per_key")]
        indexes = [models.Index(fields=["at"], name="answer_by_age")]


class SettingChange(models.Model):
    """One setting as it was and as it is: who changed it, when, from where. Rows are written once and never changed.

    A thing made or removed is one row with no `field`; a secret is named and never told.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    origin = models.CharField(max_length=45, blank=True)
    """The address the change came from; empty for this machine itself."""
    act = models.CharField(max_length=8)
    """`made`, `changed` or `removed`."""
    thing = models.CharField(max_length=20)
    """What kind of thing: `shop`, `team`, `key` …"""
    thing_id = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    """What the thing was called then."""
    field = models.CharField(max_length=60, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    is_secret = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["thing", "id"], name="setting_change_by_thing"),
            models.Index(fields=["by_id", "id"], name="setting_change_by_person"),
            models.Index(fields=["at"], name="setting_change_by_time"),
        ]
