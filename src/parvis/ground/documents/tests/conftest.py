import pytest
from rules import always_true
from rules.permissions import permissions, remove_perm, set_perm

from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.accounts.visitor import Visitor
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import manifest
from parvis.ground.documents.kinds import DocumentKind, TextPart

from .factories import DocumentTemplateFactory

LETTER = DocumentKind(
    code="test_letter",
    label="Lettre d’essai",
    parts=(
        TextPart("opening", "Ouverture", "<p>Bonjour {recipient},</p>"),
        TextPart("closing", "Formule finale", "<p>Bien à vous.</p>"),
    ),
    words=(("recipient", "la personne à qui l’on écrit"),),
    signed=True,
    signatory_title="La présidente",
)


@pytest.fixture(autouse=True)
def letter(monkeypatch):
    """A feature that declares a letter."""
    feature = manifest.Feature(slug="test", label="Essai", documents=(LETTER,))
    monkeypatch.setattr("parvis.ground.documents.kinds.features", lambda: (feature,))
    return LETTER


@pytest.fixture
def authority(db):
    return AuthorityFactory(name="Ville de Cerzelles", short_name="Cerzelles", address="1 place du Marché")


@pytest.fixture
def officer(authority):
    return user_with(Persona.OFFICER, authority)


@pytest.fixture
def agent(authority):
    return user_with(Persona.AGENT, authority)


@pytest.fixture
def resident(db):
    return UserFactory()


@pytest.fixture
def visitor():
    return Visitor()


@pytest.fixture
def record(authority):
    """A record that owns files; only the staff sees it."""
    return DocumentTemplateFactory(authority=authority)


@pytest.fixture
def public_record(record, monkeypatch):
    """The same record, when everybody sees it."""
    kept = permissions["documents.view_documenttemplate"]
    set_perm("documents.view_documenttemplate", always_true)
    monkeypatch.setattr(
        "parvis.ground.documents.models.DocumentTemplateQuerySet.visible_to", lambda rows, user: rows.all()
    )
    yield record
    remove_perm("documents.view_documenttemplate")
    set_perm("documents.view_documenttemplate", kept)
