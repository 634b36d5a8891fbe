from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0008_fill_the_guests")]

    operations = [
        migrations.RemoveField(model_name="hearing", name="old_guests"),
        migrations.RemoveField(model_name="hearing", name="old_email"),
    ]
