"""The table of docs/rights.md is what the rules answer today, persona by persona."""

import os
from pathlib import Path

import pytest

from parvis.accountability.privacy.tests.factories import DataSubjectRequestFactory, PurgeRunFactory
from parvis.commons.commitments.tests.factories import CommitmentFactory
from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeRoleFactory
from parvis.commons.writing.choices import TextKind
from parvis.commons.writing.tests.factories import TextFactory
from parvis.deliberation.bodies.tests.factories import BodyFactory, MembershipFactory
from parvis.deliberation.meetings.tests.factories import MeetingFactory
from parvis.deliberation.referrals.choices import Status
from parvis.deliberation.referrals.tests.factories import ReferralFactory
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import (
    AuthorityFactory,
    DepartmentFactory,
    LegalActFactory,
    RoleFactory,
)
from parvis.ground.documents.tests.factories import DocumentTemplateFactory
from parvis.ground.mailing.tests.factories import MessageFactory

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[1] / "docs" / "rights.md"
START, END = "<!-- tableau -->\n", "<!-- fin du tableau -->"

CODES = {
    Persona.ADMIN: "ADM", Persona.OFFICER: "OFF", Persona.DIRECTOR: "DIR", Persona.COUNCILLOR: "ELU",
    Persona.CABINET: "CAB", Persona.AGENT: "SRV", Persona.FACILITATOR: "ANI", Persona.MEMBER: "MBR",
    Persona.CHAIR: "CHR", Persona.RESIDENT: "CIT", Persona.ASSOCIATION: "ASS", Persona.PARTNER: "PAR",
    Persona.MUNICIPALITY: "COM", Persona.MODERATOR: "MOD", Persona.AUDITOR: "AUD", Persona.CONTRACTOR: "CTR",
}  # fmt: skip


class World:
    """One authority, one body, one service, and a record of each kind."""

    def __init__(self):
        self.authority = AuthorityFactory()
        self.service = DepartmentFactory(authority=self.authority)
        self.body = BodyFactory(authority=self.authority, is_public=False)

    def referral(self, status, **fields):
        return ReferralFactory(body=self.body, status=status, lead_department=self.service, **fields)

    def text(self, kind):
        made = TextFactory(scheme=self.body.scheme_ptr, authority=self.authority, kind=kind)
        made.readers.add(self.service)
        return made


def rows(world):
    """(what, [(letter, permission, record)])."""
    here, body = world.authority, world.body
    working, sent = (
        world.referral(Status.OPINION_DRAFTING),
        world.referral(Status.TRANSMITTED, opinion_published_at=None),
    )
    opinion, minutes = world.text(TextKind.OPINION), world.text(TextKind.MINUTES)
    agent = RoleFactory(authority=here, persona=Persona.AGENT, department=world.service).user
    person, member = PersonFactory(authority=here, user=agent), MembershipFactory(body=body)
    closed = MeetingFactory(scheme=body.scheme_ptr, authority=here, is_public=False)
    promise = CommitmentFactory(authority=here, scheme=body.scheme_ptr, department=world.service)
    request, purge = DataSubjectRequestFactory(authority=here), PurgeRunFactory(authority=here)
    act, message = LegalActFactory(authority=here), MessageFactory(authority=here)
    template, scheme = DocumentTemplateFactory(authority=here), body.scheme_ptr
    return [
        ("Réglages, rôles", [
            ("L", "authorities.view_role", RoleFactory(authority=here)), ("M", "authorities.grant_role", here),
        ]),
        ("Règles et actes", [("L", "authorities.view_legalact", act), ("M", "authorities.change_legalact", act)]),
        ("Équipe d’un dispositif", [("L", "schemes.team_scheme", scheme), ("M", "schemes.compose_scheme", scheme)]),
        ("Journal", [("L", "journal.view_journalline", here)]),
        ("Envois", [("L", "mailing.view_message", message), ("M", "mailing.resend_message", message)]),
        ("Modèles de document", [
            ("L", "documents.view_documenttemplate", template), ("M", "documents.change_documenttemplate", template),
        ]),
        ("Fiche d’une personne", [
            ("L", "people.view_person", person), ("M", "people.change_person", person),
            ("X", "people.export_person", here),
        ]),
        ("Ses coordonnées", [("L", "people.contact_person", person)]),
        ("Instance, composition", [
            ("L", "bodies.view_body", body), ("M", "bodies.compose_body", body), ("A", "bodies.transition_body", body),
        ]),
        ("Coordonnées d’un membre", [("L", "bodies.view_contact_membership", member)]),
        ("Réunion fermée", [
            ("L", "meetings.view_meeting", closed), ("M", "meetings.change_meeting", closed),
            ("A", "meetings.convene_meeting", closed),
        ]),
        ("Compte rendu en projet", [
            ("L", "writing.read_text", minutes), ("M", "writing.write_text", minutes),
            ("A", "writing.adopt_text", minutes),
        ]),
        ("Avis en projet", [
            ("L", "writing.read_text", opinion), ("M", "writing.write_text", opinion),
            ("A", "writing.adopt_text", opinion),
        ]),
        ("Pièces de travail d’une saisine", [("L", "referrals.read_file_referral", working)]),
        ("Saisine reçue", [
            ("L", "referrals.view_referral", working), ("M", "referrals.run_referral", working),
            ("A", "referrals.decide_referral", working),
        ]),
        ("Avis transmis", [
            ("L", "referrals.read_opinion_referral", sent), ("A", "referrals.acknowledge_referral", sent),
        ]),
        ("Réponse motivée en projet", [
            ("L", "referrals.see_answer_referral", sent), ("P", "referrals.draft_answer_referral", sent),
            ("M", "referrals.enter_answer_referral", sent), ("V", "referrals.approve_answer_referral", sent),
            ("A", "referrals.answer_referral", sent),
        ]),
        ("Engagement non public", [
            ("L", "commitments.view_commitment", promise), ("M", "commitments.report_commitment", promise),
            ("A", "commitments.complete_commitment", promise),
        ]),
        ("Demandes sur les données", [
            ("L", "privacy.view_datasubjectrequest", request), ("A", "privacy.decide_datasubjectrequest", request),
        ]),
        ("Purges", [
            ("L", "privacy.view_purgerun", purge), ("P", "privacy.add_purgerun", here),
            ("A", "privacy.approve_purgerun", purge),
        ]),
    ]  # fmt: skip


def holders(world):
    """persona → (account with the role on the authority, account with it on the body only, or in the service)."""
    found = {}
    for persona in CODES:
        near = UserFactory()
        SchemeRoleFactory(scheme=world.body.scheme_ptr, persona=persona, user=near)
        if persona == Persona.AGENT:
            RoleFactory(authority=world.authority, persona=persona, department=world.service, user=near)
        found[persona] = RoleFactory(authority=world.authority, persona=persona).user, near
    return found


def cell(users, questions):
    """What the role gives on the authority, then in brackets what it gives there on the body or in the service."""
    wide, near = (
        "".join(letter for letter, permission, record in questions if user.has_perm(permission, record))
        for user in users
    )
    return wide or "–" if near == wide else f"{wide} ({near or '–'})".strip()


def table():
    world = World()
    users = holders(world)
    lines = [f"| | {' | '.join(CODES.values())} |", "|---" * (len(CODES) + 1) + "|"]
    for what, questions in rows(world):
        lines.append(f"| {what} | {' | '.join(cell(users[persona], questions) for persona in CODES)} |")
    return "\n".join(lines) + "\n"


def test_the_page_says_what_the_rules_answer():
    """To accept a change after reading it: PARVIS_WRITE_TABLE=1 pytest tests/test_rights_page.py."""
    page, today = PAGE.read_text(), table()
    before, rest = page.split(START)
    known, after = rest.split(END)
    if os.environ.get("PARVIS_WRITE_TABLE"):
        PAGE.write_text(f"{before}{START}{today}{END}{after}")
        known = today
    assert known == today
