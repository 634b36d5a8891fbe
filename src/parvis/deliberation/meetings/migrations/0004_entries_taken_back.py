from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_withdrawn_convocations_and_urgency")]

    operations = [
        migrations.AddField(
            model_name="checkinentry",
            name="undoes",
            field=models.UUIDField(blank=True, null=True, verbose_name="annule la saisie"),
        ),
    ]
