"""Which rows an order has added is in the editions; which points it has cancelled was only in the reason's first words."""

from django.db import migrations


def fill(apps, schema_editor):
    edition, activity, checkpoint = (apps.get_model("roadmaps", name) for name in ("Edition", "Activity", "Checkpoint"))
    for changes, roadmap, day in edition.objects.filter(number__gt=1).values_list(
        "changes", "roadmap_id", "in_force_from"
    ):
        added = [row["key"] for row in changes.get("rows", ()) if row["kind"] == "new"]
        activity.objects.filter(pk__in=added, roadmap=roadmap).update(added_on=day)
    cancelled = checkpoint.objects.filter(cancelled_on__isnull=False, cancel_reason__startswith="Изменено приказом № ")
    cancelled.update(is_cancelled_by_order=True)


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0009_amendment_facts")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
