"""The first page of the desk compares the next steps of thousands of files: an index tells them without the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_hand_alerts_over_to_mailing")]

    operations = [
        migrations.RemoveIndex(model_name="referral", name="referral_by_status"),
        migrations.AddIndex(
            model_name="followupreview",
            index=models.Index(
                condition=models.Q(("held_on", None)), fields=["referral", "due_on"], name="follow_up_next_review"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                fields=[
                    "authority",
                    "status",
                    "answer_due_on",
                    "expected_on",
                    "adoption_planned_on",
                    "drafted_by",
                    "id",
                ],
                name="referral_next_step",
            ),
        ),
    ]
