from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bodies", "0002_name_the_loss_of_quality_and_accessibility")]

    operations = [
        migrations.AddField(
            model_name="body",
            name="second_without_quorum",
            field=models.BooleanField(default=False, verbose_name="seconde convocation sans condition de quorum"),
        ),
    ]
