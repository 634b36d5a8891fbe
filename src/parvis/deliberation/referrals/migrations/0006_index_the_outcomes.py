"""The public home counts what became of every recommendation: an index tells it without the reasons."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_approve_the_answer")]

    operations = [
        migrations.AddIndex(
            model_name="recommendationresponse",
            index=models.Index(
                fields=["referral", "published_on", "status", "commitment", "id"], name="response_outcome"
            ),
        ),
    ]
