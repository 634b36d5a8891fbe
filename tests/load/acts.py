"""What the bench asks of the product from inside: `python -m tests.load.acts NAME …`. Prints JSON on the last line."""

import datetime as dt
import io
import json
import sys
import time

import django

django.setup()

from django.urls import reverse  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from parvis.deliberation.bodies.models import Body  # noqa: E402
from parvis.deliberation.meetings import documents, lifecycle  # noqa: E402
from parvis.deliberation.meetings.invitations import link_of  # noqa: E402
from parvis.deliberation.meetings.lifecycle.check_in import token_of  # noqa: E402
from parvis.deliberation.meetings.models import AgendaItem, CheckInDesk, Meeting, Sending  # noqa: E402
from parvis.ground.accounts.models import User  # noqa: E402
from parvis.ground.core import clock  # noqa: E402
from parvis.ground.documents.tests import samples  # noqa: E402
from parvis.ground.documents.writers import write  # noqa: E402

SCANNED = 12


def convene(assembly):
    """One more meeting of the assembly, convened: how long until every message waits in the queue."""
    body = Body.objects.select_related("authority").get(pk=assembly)
    start = clock.now() + dt.timedelta(days=30)
    meeting = Meeting.objects.create(
        authority=body.authority, scheme=body, title="Assemblée à convoquer", place="Salle des fêtes", starts_at=start,
        ends_at=start + dt.timedelta(hours=3), status="agenda_draft",
    )  # fmt: skip
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=n, title=f"Point {n}", expected="debate") for n in range(1, 6)
    )
    officer = User.objects.get(email=f"officer@{body.authority.slug}.invalid")
    begun = time.perf_counter()
    lifecycle.convene(meeting, by=officer, override="Essai")
    spent = time.perf_counter() - begun
    return {"seconds": spent, "queued": Sending.objects.filter(convocation__meeting=meeting).count()}


def door(number):
    """The address of a desk at the door where nobody came yet, the people it expects, the codes of the first ones."""
    desk = CheckInDesk.objects.select_related("meeting__authority").get(pk=number)
    desk.entries.all().delete()
    desk.meeting.attendances.all().delete()
    calls = list(desk.meeting.convocations.select_related("person").order_by("pk"))
    return {
        "path": reverse("public:meetings-links:check_in", args=[token_of(desk)]), "called": [c.pk for c in calls],
        "codes": [link_of(call) for call in calls[:SCANNED]],
    }  # fmt: skip


def pdf(what, pages):
    """Seconds to write a long document, the best of three, and the pages that it has."""
    tree = samples.opinion(pages) if what == "avis" else _minutes(pages)
    write(samples.opinion(2), "pdf")
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        written = write(tree, "pdf")
        times.append(time.perf_counter() - begun)
    return {"seconds": min(times), "pages": len(PdfReader(io.BytesIO(written)).pages)}


def _minutes(pages):
    """Minutes as officers write them: items, what was said, what was decided."""
    meeting = Meeting.objects.select_related("minutes__text").filter(minutes__isnull=False).first()
    said = "".join(
        f"<h2>Point {n}</h2>" + f"<p>{samples.WORDS * 3}</p>" * 6 + f"<ul><li>{samples.WORDS}</li></ul>"
        for n in range(1, pages + 1)
    )
    meeting.minutes.text.latest.html = said
    return documents.minutes.draft_minutes(meeting)[0]


ACTS = {"convene": (convene, int), "door": (door, int), "pdf": (pdf, str, int)}


def main():
    act, *kinds = ACTS[sys.argv[1]]
    print(json.dumps(act(*(kind(given) for kind, given in zip(kinds, sys.argv[2:], strict=True)))))


if __name__ == "__main__":
    main()
