"""A shop that was here before flows were finds the ready-made ones, switched off, as a new shop does."""

from typing import Any

from django.db import migrations
from django.utils import timezone

from makegood.flows.rules.ready import READY_MADE


def lay_out(apps: Any, schema_editor: Any) -> None:
    Shop, Flow, Version = (
        apps.get_model(*name) for name in (("shops", "Shop"), ("flows", "Flow"), ("flows", "Version"))
    )
    now = timezone.now()
    new = [Flow(shop=shop, ready=one, created_at=now) for shop in Shop.objects.all() for one in READY_MADE]
    Flow.objects.bulk_create(new)
    Version.objects.bulk_create(
        Version(flow=one, number=1, plan=READY_MADE[one.ready].plan.plain, at=now, is_newest=True) for one in new
    )


class Migration(migrations.Migration):
    dependencies = [("flows", "0001_flows_and_runs")]
    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
