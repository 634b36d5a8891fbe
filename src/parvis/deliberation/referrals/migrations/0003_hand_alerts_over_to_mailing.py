"""The alerts already sent are remembered with the messages, for every feature alike."""

from django.db import migrations


def hand_over(apps, schema_editor):
    SentAlert = apps.get_model("mailing", "SentAlert")
    rows = apps.get_model("referrals", "Reminder").objects.values_list("referral__authority", "referral", "code", "on")
    SentAlert.objects.bulk_create(
        SentAlert(authority_id=authority, about=f"referrals.referral:{referral}", code=code, on=on)
        for authority, referral, code, on in rows
    )


class Migration(migrations.Migration):
    dependencies = [
        ("mailing", "0004_remember_sent_alerts"),
        ("referrals", "0002_add_the_address_of_hearing_guests"),
    ]

    operations = [
        migrations.RunPython(hand_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="Reminder"),
    ]
