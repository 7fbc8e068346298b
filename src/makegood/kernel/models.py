"""Rows that belong to no room in particular."""

from django.db import models


class Happening(models.Model):
    """One thing that happened: timeline, notices, webhooks, live pages and insight all read this row."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    topic = models.CharField(max_length=80)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["topic", "id"], name="happening_by_topic")]

    def __str__(self) -> str:
        return f"{self.name} {self.topic}"
