from django.db import migrations


def fill(apps, schema_editor):
    """The guests of a hearing stood in one line, with one address: they become one guest, to be told apart by hand."""
    hearings = apps.get_model("referrals", "Hearing").objects.exclude(old_guests="")
    guest = apps.get_model("referrals", "HearingGuest")
    guest.objects.bulk_create(
        guest(hearing_id=pk, name=name[:160], email=email)
        for pk, name, email in hearings.values_list("pk", "old_guests", "old_email")
    )


class Migration(migrations.Migration):
    dependencies = [("referrals", "0007_name_each_guest")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
