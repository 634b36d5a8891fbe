"""Two authorities for the bench: « grande » at the size of the promises, « petite » with ten rows of each.

Run as a script with DATABASE_URL set. Prints, as JSON on the last line, what the bench needs to sign in and to ask.
"""

import datetime as dt
import itertools
import json
import random
import sys

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402

from parvis.commons.commitments.choices import Status as Promise  # noqa: E402
from parvis.commons.commitments.models import Commitment  # noqa: E402
from parvis.commons.people.models import Person  # noqa: E402
from parvis.commons.writing.choices import Status as TextStatus  # noqa: E402
from parvis.commons.writing.choices import TextKind  # noqa: E402
from parvis.commons.writing.models import Recommendation, Text, Version  # noqa: E402
from parvis.deliberation.bodies.choices import BodyStatus, BodyType, MembershipStatus  # noqa: E402
from parvis.deliberation.bodies.models import Body, Membership  # noqa: E402
from parvis.deliberation.referrals.choices import ANSWERED_ON, RECEIVED, Kind, Status  # noqa: E402
from parvis.deliberation.referrals.models import FollowUpReview, RecommendationResponse, Referral  # noqa: E402
from parvis.ground.accounts.models import User  # noqa: E402
from parvis.ground.authorities import defaults  # noqa: E402
from parvis.ground.authorities.choices import ActKind, AuthorityKind, Persona  # noqa: E402
from parvis.ground.authorities.lifecycle import create_authority  # noqa: E402
from parvis.ground.authorities.models import Department, LegalAct, Role  # noqa: E402
from parvis.ground.core import clock  # noqa: E402
from parvis.ground.core.dates import add_months  # noqa: E402
from parvis.ground.journal.models import JournalLine  # noqa: E402
from parvis.ground.mailing.choices import Channel  # noqa: E402
from parvis.ground.mailing.choices import Status as Sending  # noqa: E402
from parvis.ground.mailing.models import Message  # noqa: E402
from parvis.ground.search import index  # noqa: E402
from tests.load.season import Season  # noqa: E402

LARGE = {
    "bodies": 200,
    "memberships": 5_000,
    "referrals": 5_000,
    "commitments": 20_000,
    "lines": 100_000,
    "people": 40_000,
    "meetings": 3_000,
    "attendances": 60_000,
    "items": 40_000,
    "dates": 500,
    "assembly": 300,
    "messages": 20_000,
}
SMALL = dict.fromkeys(LARGE, 10)
RECOMMENDATIONS = 8
WORDS = """vélo collège cantine eau forêt haie transport bus médiathèque logement climat énergie jeunesse santé médecin
route éclairage parc marché commerce déchet compost école piscine gymnase association habitant voisin quartier village
rivière sécheresse ombre trottoir fauteuil accès lecture culture mémoire numérique horaire tarif""".split()  # noqa: SIM905
TODAY = dt.date(2026, 11, 16)
BATCH = 2_000
LIFE = (Status.SUBMITTED, Status.IN_PROGRESS, Status.TRANSMITTED, Status.UNDER_FOLLOW_UP, Status.CLOSED)


def say(text):
    print(text, file=sys.stderr, flush=True)


def sentence(draw, length):
    """A sentence with the common word « participation », so that a search finds it everywhere."""
    return "La participation concerne " + " ".join(draw.choices(WORDS, k=length)) + "."


class Filling:
    """One authority and its rows; the draw is seeded, so that two runs measure the same thing."""

    def __init__(self, slug, sizes):
        self.slug, self.sizes, self.draw = slug, sizes, random.Random(slug)
        self.moment = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)

    @transaction.atomic
    def run(self):
        self.authority = create_authority(
            host=f"{self.slug}.localhost", slug=self.slug, name=f"Agglomération {self.slug}", short_name=self.slug,
            kind=AuthorityKind.EPCI, population=58_420,
        )  # fmt: skip
        self.officer = User.objects.create_user(f"officer@{self.slug}.invalid", name="Maëlle Quintard")
        Role.objects.create(
            authority=self.authority, user=self.officer, persona=Persona.OFFICER, starts_on=dt.date(2020, 1, 1)
        )
        self.member = User.objects.create_user(f"membre@{self.slug}.invalid", name="Awa Fontarel")
        self.department = Department.objects.create(authority=self.authority, name="Mobilités")
        self.act = LegalAct.objects.create(
            authority=self.authority, kind=ActKind.RESOLUTION, number="2026-071", date=TODAY, title="Création"
        )
        for step in (self.people, self.bodies, self.memberships, self.texts, self.referrals, self.answers,
                     self.reviews, self.commitments, self.meetings, self.messages, self.journal):  # fmt: skip
            say(f"  {self.slug} : {step.__name__}")
            step()
        return self

    def many(self, model, rows):
        created = []
        while batch := list(itertools.islice(rows, BATCH)):
            created += model.objects.bulk_create(batch)
        return created

    def people(self):
        self.persons = self.many(
            Person,
            (
                Person(
                    authority=self.authority, user=None if n else self.member,
                    given_name=self.draw.choice(["Awa", "Henri", "Nadia", "Malo", "Zélie"]),
                    family_name=f"Fontarel {n}", email=f"fontarel{n}@{self.slug}.invalid",
                    occupation=sentence(self.draw, 4)[:120], gender=self.draw.choice("fm"),
                    birth_date=dt.date(1950 + n % 55, 1 + n % 12, 1 + n % 28),
                )
                for n in range(self.sizes["people"])
            ),
        )  # fmt: skip

    def bodies(self):
        self.all_bodies = []
        for n in range(self.sizes["bodies"]):
            body = Body(
                authority=self.authority, name=f"Conseil de quartier {n}", slug=f"conseil-{n}", is_public=True,
                summary=sentence(self.draw, 20), type=BodyType.NEIGHBOURHOOD_COUNCIL, status=BodyStatus.ACTIVE,
                installed_on=dt.date(2024, 1, 1), creation_act=self.act,
            )  # fmt: skip
            body.save()
            self.all_bodies.append(body)

    def memberships(self):
        self.many(
            Membership,
            (
                Membership(
                    authority=self.authority, body=self.body_of(n), person=self.persons[n],
                    status=MembershipStatus.ACTIVE, starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2027, 6, 30),
                    act=self.act, charter_signed_on=dt.date(2024, 1, 1),
                )
                for n in range(self.sizes["memberships"])
            ),
        )  # fmt: skip

    def texts(self):
        def rows():
            for n in range(self.sizes["referrals"]):
                yield Text(
                    authority=self.authority, scheme=self.body_of(n), kind=TextKind.OPINION,
                    title=f"Avis {n}", status=TextStatus.PUBLISHED, head=1, last_anchor=1, locked_at=self.moment,
                    fingerprint="0" * 64, published_at=self.moment, created_at=self.moment,
                )  # fmt: skip

        self.all_texts = self.many(Text, rows())
        self.many(
            Version,
            (
                Version(
                    text=t, number=1, html=f"<p>{sentence(self.draw, 80)}</p>", anchors=["p1"], created_at=self.moment
                )
                for t in self.all_texts
            ),
        )
        self.recommendations = self.many(
            Recommendation,
            (
                Recommendation(text=t, number=n + 1, statement=sentence(self.draw, 12), addressee=self.department)
                for t in self.all_texts
                for n in range(RECOMMENDATIONS)
            ),
        )

    def referrals(self):
        self.all_referrals = self.many(Referral, (self._referral(n) for n in range(self.sizes["referrals"])))

    def _referral(self, n):
        status = LIFE[n % len(LIFE)]
        sent = dt.date(2025, 1, 1) + dt.timedelta(days=n % 600)
        year, rank = 2020 + n // 1000, n % 1000 + 1
        answered = status in ANSWERED_ON
        return Referral(
            authority=self.authority, body=self.body_of(n), kind=Kind.REFERRAL, status=status,
            year=year, sequence=rank, number=f"S-{year}-{rank:04}", slug=f"s-{year}-{rank:04}",
            title=sentence(self.draw, 5)[:200], question=sentence(self.draw, 25)[:500],
            letter_html=f"<p>{sentence(self.draw, 60)}</p>", expected_on=sent + dt.timedelta(days=90),
            drafted_by=self.officer, drafted_at=self.moment, submitted_at=self.moment, admitted_at=self.moment,
            rapporteur=self.persons[n % len(self.persons)], started_at=self.moment, text=self.all_texts[n],
            drafting_started_at=self.moment, opinion_adopted_on=sent, transmitted_on=sent,
            answer_due_on=sent + dt.timedelta(days=90), opinion_published_at=self.moment, acknowledged_on=sent,
            answered_on=sent + dt.timedelta(days=80) if answered else None,
            closed_on=TODAY if status == Status.CLOSED else None, lead_department=self.department,
        )  # fmt: skip

    def answers(self):
        by_text = {r.text_id: r for r in self.all_referrals if r.status in ANSWERED_ON}

        def rows():
            for one in self.recommendations:
                if referral := by_text.get(one.text_id):
                    yield RecommendationResponse(
                        recommendation=one, referral=referral, status="accepted", reasons=sentence(self.draw, 12),
                        department=self.department, published_on=referral.answered_on,
                    )  # fmt: skip

        self.many(RecommendationResponse, rows())

    def reviews(self):
        """Three for each file in follow-up: those whose day has passed are held, but for one file in five."""
        held = [r for r in self.all_referrals if r.status == Status.UNDER_FOLLOW_UP]

        def rows():
            for n, referral in enumerate(held):
                for months in (6, 12, 24):
                    due = add_months(referral.answered_on, months)
                    is_held = due < TODAY and n % 5
                    yield FollowUpReview(
                        referral=referral, months=months, due_on=due, held_on=due if is_held else None,
                        held_by=self.officer if is_held else None,
                        summary_html=f"<p>{sentence(self.draw, 20)}</p>" if is_held else "",
                    )  # fmt: skip

        self.many(FollowUpReview, rows())

    def commitments(self):
        states = (Promise.TO_DO, Promise.IN_PROGRESS, Promise.DONE)
        self.many(
            Commitment,
            (
                Commitment(
                    authority=self.authority, scheme=self.body_of(n),
                    title=sentence(self.draw, 8), details=sentence(self.draw, 20), department=self.department,
                    promised_on=dt.date(2025, 1, 1), due_on=dt.date(2025, 6, 1) + dt.timedelta(days=n % 1200),
                    status=states[n % 3], done_on=TODAY if states[n % 3] == Promise.DONE else None, is_public=True,
                    reference=f"S-2025-{n // 8:04} R{n % 8 + 1}",
                )
                for n in range(self.sizes["commitments"])
            ),
        )  # fmt: skip

    def meetings(self):
        self.season = Season(self)
        self.season.run()

    def body_of(self, n):
        """Rows go to one body after the other."""
        return self.all_bodies[n % len(self.all_bodies)]

    def members_of(self, n):
        """The people of the body to which the row of this rank goes."""
        return self.persons[n % len(self.all_bodies) : self.sizes["memberships"] : len(self.all_bodies)]

    def sentence(self, length):
        return sentence(self.draw, length)

    def word(self):
        return self.draw.choice(WORDS)

    def messages_for(self, meeting, calls):
        """The messages that left for the people called to a meeting."""
        return self.many(Message, (self._message(call.person, f"Convocation : {meeting.title}") for call in calls))

    def messages(self):
        people = itertools.islice(itertools.cycle(self.persons), self.sizes["messages"])
        self.many(Message, (self._message(person, sentence(self.draw, 5)[:300], n) for n, person in enumerate(people)))

    def _message(self, person, subject, minutes=0):
        moment = self.moment - dt.timedelta(minutes=minutes)
        return Message(
            authority=self.authority, letter="referrals.submitted", channel=Channel.EMAIL, name=person.full_name,
            email=person.email, status=Sending.SENT, subject=subject, body=sentence(self.draw, 60),
            sent_at=moment, created_at=moment,
        )  # fmt: skip

    def journal(self):
        kind = ContentType.objects.get_for_model(Referral)
        ids = [r.pk for r in self.all_referrals]
        self.many(
            JournalLine,
            (
                JournalLine(
                    authority=self.authority, at=self.moment, actor=self.officer, verb="submit", content_type=kind,
                    object_id=ids[n % len(ids)], from_state="draft", to_state="submitted", rule="B.2@2026-11",
                )
                for n in range(self.sizes["lines"])
            ),
        )  # fmt: skip

    @transaction.atomic
    def session_of(self, user):
        """The key of an open session of this person."""
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session["authority"] = self.authority.pk
        session.save()
        return session.session_key

    def told(self):
        """What the bench needs of this authority."""
        followed = next(r for r in self.all_referrals if r.status == Status.UNDER_FOLLOW_UP)
        return {
            "host": f"{self.slug}.localhost", "session": self.session_of(self.officer),
            "member": self.session_of(self.member), "referral": followed.pk,
            "referral_slug": followed.slug, "body": self.all_bodies[0].pk, "body_slug": self.all_bodies[0].slug,
            "commitment": Commitment.objects.filter(authority=self.authority).first().pk,
            "person": self.persons[0].pk, "meetings": self.season.told(),
            "received": sum(r.status in RECEIVED for r in self.all_referrals),
        }  # fmt: skip


def main():
    clock.freeze("2026-11-16T09:00")
    defaults.load_rules()
    filled = {slug: Filling(slug, sizes).run().told() for slug, sizes in (("grande", LARGE), ("petite", SMALL))}
    say("  index de recherche")
    texts = sum(index.rebuild(model) for model in index.sources())
    print(json.dumps({"authorities": filled, "texts": texts}))


if __name__ == "__main__":
    main()
