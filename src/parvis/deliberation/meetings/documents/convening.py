"""D06: the convocation, the agenda and the proxy form; for everybody, or printed for one person with their code."""

import io

import segno

from parvis.ground.core import clock, french
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.texts import texts_for

from ..choices import ConvocationKind
from ..invitations import link_of
from ..models import Convocation

_WORDS = (
    ("reunion", "le titre de la réunion"),
    ("instance", "qui se réunit"),
    ("date", "sa date et son heure"),
    ("lieu", "son lieu"),
)
CONVOCATION = DocumentKind(
    code="meetings.convocation",
    number="D06",
    label="Convocation",
    words=_WORDS,
    signed=True,
    signatory_title="Le président ou la présidente",
    parts=(
        TextPart(
            "letter",
            "Texte de la convocation",
            "<p>Vous êtes convoqué ou convoquée à la réunion « {reunion} » ({instance}), le {date}, à : {lieu}.</p>"
            "<p>Si vous ne pouvez pas venir, merci de nous en prévenir.</p>",
        ),
    ),
)
AGENDA = DocumentKind(
    code="meetings.agenda",
    number="D06",
    label="Ordre du jour",
    words=_WORDS,
    parts=(TextPart("introduction", "Introduction", "<p>{instance}, {date}, {lieu}.</p>"),),
)
PROXY = DocumentKind(
    code="meetings.proxy",
    number="D06",
    label="Pouvoir",
    words=_WORDS,
    parts=(
        TextPart(
            "form",
            "Texte du pouvoir",
            "<p>Je donne pouvoir à la personne nommée ci-dessous de me représenter et de voter en mon nom à la réunion "
            "« {reunion} » ({instance}), le {date}.</p>",
        ),
    ),
)
KINDS = (CONVOCATION, AGENDA, PROXY)
LINE = "…" * 30


def convening_papers(meeting):
    """(code, tree, template) of each piece, as they are handed to everybody."""
    yield CONVOCATION.code, *convocation(meeting)
    yield AGENDA.code, *agenda(meeting)
    if _has_proxies(meeting):
        yield PROXY.code, *proxy(meeting)


def convocation(meeting):
    """(tree, template) of the convocation: when, where, about what, signed."""
    texts = texts_for(meeting.authority, CONVOCATION.code)
    blocks = [
        *texts.part("letter", **_words(meeting)),
        *_urgency(meeting),
        tree.Heading(1, "Ordre du jour"),
        _items(meeting),
        texts.signature(on=_convened_on(meeting)),
    ]
    return texts.document(f"Convocation : {meeting.title}", blocks), texts.template


def agenda(meeting):
    """(tree, template) of the agenda: number, item, expected result, rapporteur, length."""
    texts = texts_for(meeting.authority, AGENDA.code)
    rows = tuple(
        [str(i.number), i.title, i.get_expected_display(), str(i.rapporteur or ""), _minutes(i), _document(i)]
        for i in meeting.items.select_related("rapporteur", "document").order_by("number")
    )
    head = ("N°", "Point", "Résultat attendu", "Rapporteur", "Durée", "Document")
    blocks = [
        *texts.part("introduction", **_words(meeting)),
        tree.Table(head, rows, caption="Points à l’ordre du jour", widths=(1, 6, 3, 3, 2, 4)),
    ]
    return texts.document(f"Ordre du jour : {meeting.title}", blocks), texts.template


def proxy(meeting, giver=""):
    """(tree, template) of the form by which a member gives their voice to another."""
    texts = texts_for(meeting.authority, PROXY.code)
    blocks = [
        *texts.part("form", **_words(meeting)),
        tree.Paragraph(f"Membre qui donne pouvoir : {giver or LINE}"),
        tree.Paragraph(f"Membre qui reçoit le pouvoir : {LINE}"),
        tree.Paragraph(f"Fait à {LINE}, le {LINE}"),
        tree.Paragraph("Signature, précédée de la mention « bon pour pouvoir » :"),
    ]
    return texts.document(f"Pouvoir : {meeting.title}", blocks), texts.template


# --- With a letter on paper -----------------------------------------------------------------------


def enclosed(message):
    """What goes with a convocation by post: the code of the person, the agenda, the proxy form in their name."""
    called = _called_by(message)
    if called is None:
        return []
    meeting = called.meeting
    found = [_own_code(called), agenda(meeting)[0]]
    if called.kind != ConvocationKind.GUEST and _has_proxies(meeting):
        found.append(proxy(meeting, called.person.full_name)[0])
    return found


def _called_by(message):
    kind, _, person = message.ref.partition(":")
    about, _, meeting = message.about.partition(":")
    if kind != "people.person" or about != "meetings.meeting":
        return None
    rows = Convocation.objects.select_related("person", "meeting__scheme__body", "meeting__authority", "meeting__venue")
    return rows.filter(meeting=meeting, person=person).first()


def _own_code(called):
    """The sheet that a desk scans at the door; its address is also that of the person's page."""
    meeting, drawing = called.meeting, io.BytesIO()
    address = meeting.authority.address_of(link_of(called))
    segno.make(address, error="m").save(drawing, kind="svg", border=2)
    blocks = [
        tree.Paragraph(f"{called.person.full_name}, {french.full_datetime(meeting.starts_at)}, {meeting.where}."),
        tree.Figure(
            tree.Image(drawing.getvalue(), "svg"), "Code personnel à montrer à l’accueil de la réunion", width=0.3
        ),
        tree.Paragraph("Montrez ce code en arrivant. Il mène aussi à votre page personnelle, pour répondre :"),
        tree.Paragraph(address),
    ]
    return texts_for(meeting.authority, CONVOCATION.code).document(f"Votre code : {meeting.title}", blocks)


def _convened_on(meeting):
    """The day on which the meeting was convened, else that of today."""
    return clock.local(meeting.convened_at).date() if meeting.convened_at else clock.today()


def _words(meeting):
    return {
        "reunion": meeting.title, "instance": meeting.scheme.name, "date": french.full_datetime(meeting.starts_at),
        "lieu": meeting.where or "à distance",
    }  # fmt: skip


def _items(meeting):
    return tree.List(tuple(item.title for item in meeting.items.order_by("number")), ordered=True)


def _urgency(meeting):
    if meeting.urgency:
        yield tree.Paragraph((tree.strong("Convocation en urgence : "), meeting.urgency))


def _minutes(item):
    return french.plural(item.minutes, "minute") if item.minutes else ""


def _document(item):
    if item.document_on:
        return f"envoyé le {french.plain_date(item.document_on)}"
    return item.document.title if item.document else ""


def _has_proxies(meeting):
    return bool(getattr(meeting.scheme.child, "proxies_per_member", 0))
