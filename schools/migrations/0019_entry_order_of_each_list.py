"""The order with which a school came on a list is told for each list by itself."""

from django.db import migrations, models

LISTS = {"low": "has_low_results", "adverse": "has_adverse_conditions"}
UNKNOWN = ("", None)


def tell_apart(apps, schema_editor):
    """What was one order of both lists stands in `low_entry`; a list that came later has the order of its own run."""
    statuses = apps.get_model("schools", "SupportStatus").objects
    rows = statuses.select_related("run").defer("run__inputs").order_by("school_id", "year")
    before, last = {}, None
    for row in rows:
        if last is None or (last.school_id, last.year) != (row.school_id, row.year - 1):
            before = {}
        entry = (row.low_entry_number, row.low_entry_on)
        if row.followup_year:
            orders = before or {"low": entry}
        else:
            on = [name for name, flag in LISTS.items() if getattr(row, flag)]
            orders = {name: before[name] if name in before else _order(row, name, entry, before) for name in on}
        row.low_entry_number, row.low_entry_on = orders.get("low", UNKNOWN)
        row.adverse_entry_number, row.adverse_entry_on = orders.get("adverse", UNKNOWN)
        row.save(update_fields=["low_entry_number", "low_entry_on", "adverse_entry_number", "adverse_entry_on"])
        before, last = orders, row


def _order(row, name, entry, before):
    if entry not in before.values():
        return entry
    says = row.run and name in row.run.method["decisions"]
    return (row.run.order_number, row.run.order_signed_on) if says else UNKNOWN


def put_together(apps, schema_editor):
    rows = apps.get_model("schools", "SupportStatus").objects.filter(low_entry_number="")
    rows.update(low_entry_number=models.F("adverse_entry_number"), low_entry_on=models.F("adverse_entry_on"))


class Migration(migrations.Migration):

    dependencies = [
        ("schools", "0018_result_lines"),
    ]

    operations = [
        migrations.RenameField("supportstatus", "entry_order_number", "low_entry_number"),
        migrations.RenameField("supportstatus", "entry_order_on", "low_entry_on"),
        migrations.AlterField(
            "supportstatus",
            "low_entry_number",
            models.CharField("номер приказа о включении в ШНОР", max_length=60, blank=True),
        ),
        migrations.AlterField(
            "supportstatus",
            "low_entry_on",
            models.DateField("дата приказа о включении в ШНОР", null=True, blank=True),
        ),
        migrations.AddField(
            "supportstatus",
            "adverse_entry_number",
            models.CharField("номер приказа о включении в ШНСУ", max_length=60, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "supportstatus",
            "adverse_entry_on",
            models.DateField("дата приказа о включении в ШНСУ", null=True, blank=True),
        ),
        migrations.RunPython(tell_apart, put_together),
    ]
