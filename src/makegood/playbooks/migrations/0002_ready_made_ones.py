"""A shop that was here before playbooks were finds the ready-made ones, as a new shop does."""

from typing import Any

from django.db import migrations
from django.utils import timezone

from makegood.playbooks.ready import ready_kinds, ready_stages
from makegood.playbooks.rules import plain_stages


def lay_out(apps: Any, schema_editor: Any) -> None:
    Shop, Playbook, Version = (
        apps.get_model(*name) for name in (("shops", "Shop"), ("playbooks", "Playbook"), ("playbooks", "Version"))
    )
    now = timezone.now()
    for shop in Shop.objects.all():
        new = [
            Playbook(shop=shop, kind=kind, language=language)
            for language in shop.languages
            for kind in ready_kinds()
        ]
        Playbook.objects.bulk_create(new)
        Version.objects.bulk_create(
            Version(
                playbook=one,
                number=1,
                stages=plain_stages(ready_stages(one.kind, one.language)),
                is_ready_made=True,
                at=now,
            )
            for one in new
        )


class Migration(migrations.Migration):
    dependencies = [("playbooks", "0001_initial")]
    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
