"""D03 (annex of the délibération, trombinoscope) and D04 (letter of appointment, certificate), as content trees."""

from parvis.ground.core import clock, french
from parvis.ground.core.templatetags.parvis import initials
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.texts import texts_for

from . import queries
from .choices import IN_OFFICE
from .models import College, Membership

_BODY_WORDS = (("instance", "le nom de l’instance"), ("date", "la date de la composition"))
_MEMBER_WORDS = (
    ("nom", "le nom de la personne"),
    ("instance", "le nom de l’instance"),
    ("acte", "l’acte de nomination"),
    ("qualite", "la fonction et le collège"),
    ("debut", "le début du mandat"),
    ("fin", "la fin du mandat"),
    ("duree", "le début et la fin, en une phrase"),
    ("accueil", "ce que la personne reçoit et signe, s’il y a lieu"),
)

ANNEX = DocumentKind(
    code="bodies.annex",
    number="D03",
    label="Composition de l’instance, annexe de la délibération",
    words=_BODY_WORDS,
    parts=(
        TextPart(
            "introduction",
            "Introduction",
            "<p>La présente annexe donne la composition de l’instance « {instance} » au {date}.</p>",
        ),
    ),
)
COMING_ANNEX = DocumentKind(
    code="bodies.annex_to_come",
    number="D03",
    label="Composition en préparation, projet d’annexe de la délibération",
    words=_BODY_WORDS,
    parts=(
        TextPart(
            "introduction",
            "Introduction",
            "<p>Le présent projet d’annexe donne la composition proposée pour l’instance « {instance} » au {date}.</p>",
        ),
    ),
)
"""Apart from the annex: those who are proposed to sit are not told to everybody who reads a composition in force."""
DIRECTORY = DocumentKind(
    code="bodies.directory",
    number="D03",
    label="Trombinoscope",
    words=_BODY_WORDS,
    parts=(
        TextPart(
            "introduction",
            "Introduction",
            "<p>Les photographies paraissent avec l’accord des personnes ; il peut être retiré à tout moment.</p>",
        ),
    ),
)
LETTER = DocumentKind(
    code="bodies.appointment",
    number="D04",
    label="Lettre de nomination",
    words=_MEMBER_WORDS,
    signed=True,
    signatory_title="Le président ou la présidente",
    parts=(
        TextPart(
            "letter",
            "Texte de la lettre",
            "<p>{nom},</p><p>J’ai le plaisir de vous confirmer votre nomination dans l’instance « {instance} », en "
            "qualité de : {qualite}. Elle résulte de : {acte}.</p><p>{duree} Vos fonctions ne sont pas rémunérées ; "
            "vos frais sont pris en charge si le règlement intérieur le prévoit.</p>"
            "<p>{accueil} Je vous remercie de votre engagement.</p>",
        ),
    ),
)
CERTIFICATE = DocumentKind(
    code="bodies.certificate",
    number="D04",
    label="Attestation de mandat",
    words=_MEMBER_WORDS,
    signed=True,
    signatory_title="Le président ou la présidente",
    parts=(
        TextPart(
            "certificate",
            "Texte de l’attestation",
            "<p>Il est attesté que {nom} a siégé dans l’instance « {instance} », en qualité de : {qualite}, du {debut} "
            "au {fin}.</p><p>Cette attestation est délivrée pour servir et valoir ce que de droit.</p>",
        ),
    ),
)
KINDS = (ANNEX, COMING_ANNEX, DIRECTORY, LETTER, CERTIFICATE)


def annex(body, *, on, coming=False):
    """(tree, template) of the composition of a day, past or future; of the one being prepared with `coming`."""
    colleges = list(queries.coming_colleges(body) if coming else queries.colleges_on(body, on))
    members = list(queries.coming_members(body) if coming else queries.members_on(body, on))
    substitutes = [] if coming else list(queries.substitutes_on(body, on))
    texts = texts_for(body.authority, (COMING_ANNEX if coming else ANNEX).code)
    blocks = [
        *texts.part("introduction", instance=body.name, date=french.plain_date(on)),
        tree.Heading(1, "Membres"),
        *_college_tables(members, colleges),
        *_substitutes(substitutes),
        tree.Heading(1, "Équilibre de la composition"),
        *_balance(body, members, on),
    ]
    day = "en préparation" if coming else f"au {french.plain_date(on)}"
    subtitle = ", ".join(filter(None, [day, _acts(colleges)]))
    return texts.document(f"Composition : {body.name}", blocks, subtitle=subtitle), texts.template


def _substitutes(members):
    """Who replaces whom; nothing when the body has no substitute."""
    if members:
        rows = tuple([m.person.full_name, str(m.substitute_of.person) if m.substitute_of else ""] for m in members)
        yield tree.Heading(1, "Suppléances")
        yield tree.Table(("Nom", "Supplée"), rows, caption="Membres suppléants", row_heads=True)


def _acts(colleges):
    return " ; ".join(sorted({str(c.act) for c in colleges if c.act}))


def _college_tables(members, colleges):
    known = {c.pk for c in colleges}
    for college in [*colleges, None]:
        held = [m for m in members if (m.college_id == college.pk if college else m.college_id not in known)]
        if college or held:
            yield tree.Heading(2, _college_title(college))
            yield _member_table(held, college) if held else tree.Paragraph("Aucun siège n’est pourvu.")


def _college_title(college: College | None):
    if college is None:
        return "Membres hors collège"
    mode = college.get_appointing_mode_display()
    return f"{college.name} : {french.plural(college.seats, 'siège')}, {mode}"


def _member_table(members, college):
    rows = [[str(n), m.person.full_name, _origin(m), m.capacity] for n, m in enumerate(members, 1)]
    caption = f"Membres : {college}" if college else "Membres"
    return tree.Table(
        ("N°", "Nom", "Origine", "Fonction"), tuple(rows), caption=caption, numeric=(0,), widths=(1, 5, 5, 4)
    )


def _origin(member):
    """What the seat stands for: an organisation, a territory."""
    territory = member.seat.territory if member.seat and member.seat.territory_id else None
    return str(member.organisation or territory or member.person.territory or "")


def _balance(body, members, on):
    report = queries.report(body, members, on, ())
    figures = tuple([label, str(count)] for label, count, _ in report.gender_rows)
    if figures:
        yield tree.Table(("Genre", "Nombre"), figures, caption="Femmes et hommes", row_heads=True, numeric=(1,))
    if report.census_year and report.ages:
        yield _age_table(report)
    for found in report.findings:
        yield tree.Note(f"{found.title} : {found.word}", (f"{found.measure} {found.advice} {_source(found)}".strip(),))


def _source(finding):
    return f"Source : {finding.source}." if finding.source else ""


def _age_table(report):
    rows = [
        [line.label, str(line.sitting), str(line.expected), f"{french.number(line.points)} points"]
        for line in report.ages
    ]
    return tree.Table(
        ("Classe d’âge", "Membres", "Attendu d’après le recensement", "Écart"), tuple(rows),
        caption=f"Classes d’âge, recensement {report.census_year}", row_heads=True, numeric=(1, 2, 3),
    )  # fmt: skip


def photo_directory(body, *, on):
    """(tree, template) of the trombinoscope: photographs by consent, the others by name."""
    members = queries.with_faces(queries.members_on(body, on))
    texts = texts_for(body.authority, DIRECTORY.code)
    faces = tree.Faces(tuple(map(_face, queries.faces(members))))
    blocks = [*texts.part("introduction", instance=body.name, date=french.plain_date(on)), faces]
    return texts.document(f"Qui siège : {body.name}", blocks, subtitle=f"au {french.plain_date(on)}"), texts.template


def _face(face):
    photo = face["member"].person.photo if face["photo_id"] else None
    return tree.Face(face["name"], face["role"], initials(face["name"]), photo and _portrait(photo))


def _portrait(photo):
    with photo.file.open("rb") as file:
        return tree.Image(file.read(), photo.extension.replace("jpg", "jpeg"))


def appointment_letter(member, *, on):
    """(tree, template) of the letter of appointment; it carries no private contact."""
    texts = texts_for(member.authority, LETTER.code)
    blocks = [
        tree.Letterhead(
            sender=tuple(texts.header.splitlines()), recipient=(member.person.full_name,),
            place_and_date=f"{texts.place}, le {french.plain_date(on)}", subject=f"Nomination : {member.body}",
        ),
        *texts.part("letter", **_words(member)),
        texts.signature(on=on),
    ]  # fmt: skip
    return texts.document(f"Lettre de nomination : {member.body}", blocks, show_title=False), texts.template


def certificate(member, *, on):
    """(tree, template) of the certificate given at the end of a mandate."""
    texts = texts_for(member.authority, CERTIFICATE.code)
    blocks = [*texts.part("certificate", **_words(member)), texts.signature(on=on)]
    return texts.document(f"Attestation : {member.body}", blocks), texts.template


def enclosed_certificate(message):
    """The certificate printed after a letter of thanks that leaves by post."""
    pk = message.about.rpartition(":")[2]
    member = Membership.objects.filter(pk=pk, authority=message.authority_id).for_record().first()
    return [certificate(member, on=clock.today())[0]] if member and member.starts_on else []


def _words(member):
    quality = f"{member.capacity}, {member.college}" if member.college else member.capacity
    return {
        "nom": member.person.full_name,
        "instance": member.body.name,
        "acte": member.appointed_words,
        "qualite": quality,
        "debut": french.plain_date(member.starts_on) if member.starts_on else "jour de l’installation",
        "fin": french.plain_date(member.last_day) if member.last_day else "terme fixé par l’instance",
        "duree": _period(member),
        "accueil": _given_on_arrival(member),
    }


def _period(member):
    """« Votre mandat commence le 26 septembre 2026 et prend fin le 25 septembre 2029. », as far as it is known."""
    start, last = member.starts_on, member.last_day
    begins = f"le {french.plain_date(start)}" if start else "le jour de l’installation, qui vous sera annoncé"
    if last:
        ends = f"prend fin le {french.plain_date(last)}"
    elif member.body.term_months:
        ends = f"dure {member.body.term_months} mois"
    else:
        ends = "n’a pas de terme fixé à ce jour"
    return f"Votre mandat commence {begins} et {ends}."


def _given_on_arrival(member):
    """What the letter may promise: a charter where the body asks for one, a kit to whoever still waits for it."""
    if member.status not in IN_OFFICE:
        return ""
    to_sign = member.body.charter_required and member.charter_signed_on is None
    if to_sign and member.invited_on is None:
        return "Vous recevrez un kit d’accueil, avec la charte du membre à signer avant de siéger."
    if to_sign:
        return "La charte du membre vous a été remise : il vous reste à la signer avant de siéger."
    return "Vous recevrez un kit d’accueil." if member.invited_on is None else ""
