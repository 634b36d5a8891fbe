"""D04, what somebody who takes a seat is given to read: the member's charter and the welcome kit, as content trees."""

from parvis.commons.schemes.queries import chapters, officers_of
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import delay_words, delays_words
from parvis.ground.core import clock, french
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.texts import texts_for
from parvis.ground.mailing.choices import Channel

from . import queries
from .letters import MEMBER_SPACE, ways_to_reach
from .models import Membership

BY_THE_RULES = "fixé par le règlement intérieur"

CHARTER = DocumentKind(
    code="bodies.charter",
    number="D04",
    label="Charte du membre",
    words=(
        ("instance", "le nom de l’instance"),
        ("collectivite", "le nom de la collectivité"),
        ("convocation", "le délai de convocation"),
        ("quorum", "la règle du quorum"),
        ("pouvoirs", "combien de pouvoirs un membre peut porter"),
        ("reponse", "le délai de la réponse à un avis"),
        ("suivi", "quand les suites sont examinées"),
        ("noms", "ce que le site publie des noms"),
        ("fin", "la fin du mandat"),
    ),
    signed=True,
    signatory_title="Le président ou la présidente",
    parts=(
        TextPart(
            "introduction",
            "Introduction",
            "<p>Cette charte dit ce que les membres de l’instance « {instance} » et {collectivite} se doivent les uns "
            "aux autres. Elle se lit avec le règlement intérieur, qui l’emporte là où il dit autre chose.</p>",
        ),
        TextPart(
            "member",
            "Ce à quoi le membre s’engage",
            "<ul><li>Venir aux réunions, et prévenir dès que possible d’une absence. Pouvoirs de vote par membre "
            "présent : {pouvoirs}.</li>"
            "<li>Lire avant la réunion les documents reçus.</li>"
            "<li>Écouter, laisser la parole, respecter les personnes. Le désaccord est permis : une position "
            "minoritaire s’écrit et accompagne l’avis.</li>"
            "<li>Chercher l’intérêt de tous, et non celui d’une personne, d’une entreprise, d’une association ou "
            "d’un parti.</li>"
            "<li>Signaler tout intérêt personnel dans un dossier avant qu’il soit débattu, et ne pas prendre part au "
            "vote.</li>"
            "<li>Ne pas se servir de sa qualité de membre dans une campagne électorale ni pour ses affaires.</li></ul>",
        ),
        TextPart(
            "authority",
            "Ce à quoi la collectivité s’engage",
            "<ul><li>Convoquer les membres, avec l’ordre du jour et les documents. Délai : {convocation}.</li>"
            "<li>Respecter le quorum. Règle : {quorum}.</li>"
            "<li>Donner une information complète, compréhensible et accessible, et ouvrir l’accès aux services "
            "compétents.</li>"
            "<li>Laisser l’instance écrire ses avis, sans les modifier.</li>"
            "<li>Répondre par écrit à chaque avis, recommandation par recommandation, avec les raisons. Délai après "
            "la transmission de l’avis : {reponse}.</li>"
            "<li>Respecter le droit de suite : dire ce que sont devenus les engagements pris. Examen des suites : "
            "{suivi}.</li>"
            "<li>Donner les moyens de travailler : un lieu, un secrétariat, une personne à qui s’adresser, des temps "
            "de formation.</li>"
            "<li>Permettre à chaque personne de participer, quels que soient son handicap, sa langue ou ses "
            "horaires.</li>"
            "<li>Les fonctions ne sont pas rémunérées ; les frais sont pris en charge si le règlement intérieur le "
            "prévoit.</li></ul>",
        ),
        TextPart(
            "speech",
            "Parole, image et données personnelles",
            "<ul><li>Dans l’instance, la parole est libre. À l’extérieur, un propos tenu dans une réunion fermée n’est "
            "attribué à personne.</li>"
            "<li>Chaque membre parle en son nom ; la présidence, ou la personne qu’elle désigne, parle au nom de "
            "l’instance.</li>"
            "<li>Un document de travail ne circule pas tant qu’il n’est pas public.</li>"
            "<li>{noms} Une photographie ne paraît qu’avec l’accord de la personne, qui peut le retirer à tout "
            "moment.</li>"
            "<li>Les coordonnées ne servent qu’à la vie de l’instance et ne sont transmises à personne sans accord. "
            "Chaque membre peut les consulter, les corriger ou demander leur effacement.</li></ul>",
        ),
        TextPart(
            "end",
            "Fin du mandat",
            "<p>Le mandat prend fin {fin}. Il cesse plus tôt par une démission écrite, ou par une exclusion décidée "
            "selon le règlement intérieur : la personne est alors entendue d’abord. À la fin du mandat, l’accès aux "
            "dossiers en cours se ferme et une attestation est remise ; qui n’est pas exclu garde les archives de ce "
            "qu’il a fait.</p>",
        ),
    ),
)
KIT = DocumentKind(
    code="bodies.welcome_kit",
    number="D04",
    label="Kit d’accueil",
    words=(
        ("nom", "le nom de la personne"),
        ("instance", "le nom de l’instance"),
        ("collectivite", "le nom de la collectivité"),
        ("adresse", "l’adresse de l’espace membre"),
        ("courriel", "l’adresse électronique de la personne"),
        ("contact", "comment joindre la collectivité"),
    ),
    parts=(
        TextPart(
            "introduction",
            "Introduction",
            "<p>{nom}, vous voici membre de l’instance « {instance} ». Ces pages réunissent ce qu’il faut savoir pour "
            "commencer. Gardez-les : elles disent aussi à qui poser vos questions.</p>",
        ),
        TextPart(
            "online",
            "Entrer dans votre espace",
            "<p>Votre espace est à l’adresse {adresse}. Indiquez-y {courriel} : vous recevez un code à six chiffres, "
            "sans mot de passe à retenir. Vous y lisez les dossiers, vous y commentez les projets d’avis, et vous y "
            "choisissez les messages que vous recevez.</p>",
            help="Pour les personnes qui ont une adresse électronique.",
        ),
        TextPart(
            "on_paper",
            "Suivre les travaux par courrier",
            "<p>Les convocations et les documents vous parviennent par courrier. Un espace en ligne existe aussi : il "
            "demande une adresse électronique, où arrive un code à chaque visite. Pour l’ouvrir, donnez-nous la vôtre. "
            "{contact}</p>",
            help="Pour les personnes que l’on joint par courrier.",
        ),
        TextPart("contact", "Qui contacter", "<p>{contact}</p>"),
        TextPart(
            "needs",
            "Vos besoins pour participer",
            "<p>Dites-nous ce qui vous permettrait de participer pleinement : salle accessible, boucle magnétique, "
            "interprétation en langue des signes, documents en gros caractères ou en facile à lire, aide au transport, "
            "garde d’enfants. Ce que vous en dites ne sert qu’à préparer les réunions.</p>",
        ),
        TextPart(
            "vocabulary",
            "Six mots à connaître",
            "<ul><li><strong>Saisine</strong> : la question que la collectivité pose à l’instance.</li>"
            "<li><strong>Auto-saisine</strong> : la question que l’instance se pose à elle-même.</li>"
            "<li><strong>Avis</strong> : le texte que l’instance adopte et transmet.</li>"
            "<li><strong>Recommandation</strong> : une demande précise, numérotée, contenue dans l’avis.</li>"
            "<li><strong>Réponse motivée</strong> : ce que la collectivité répond à chaque recommandation, et "
            "pourquoi.</li>"
            "<li><strong>Droit de suite</strong> : le droit de savoir ce que sont devenus les engagements pris.</li>"
            "</ul>",
        ),
    ),
)
KINDS = (CHARTER, KIT)


# --- The charter ----------------------------------------------------------------------------------


def charter(body, *, on, member=None):
    """(tree, template) of the charter of a body; made for one member, it bears their name and waits for signatures."""
    texts = texts_for(body.authority, CHARTER.code)
    words = _charter_words(body, on, member)
    blocks = [*texts.part("introduction", **words)]
    for part in CHARTER.parts[1:]:
        blocks += [tree.Heading(1, part.label), *texts.part(part.code, under=1, **words)]
    if member:
        blocks.append(_signatures(texts, member, on))
    subtitle = f"{body.name}, {member.person.full_name}" if member else body.name
    return texts.document("Charte du membre", blocks, subtitle=subtitle), texts.template


def charter_sections(member, *, on):
    """(heading or none, HTML) of the charter, as somebody about to sign it reads it on a page."""
    texts = texts_for(member.authority, CHARTER.code)
    words = _charter_words(member.body, on, member)
    heads = ["", *(part.label for part in CHARTER.parts[1:])]
    return [(head, texts.html(part.code, **words)) for head, part in zip(heads, CHARTER.parts, strict=True)]


def _signatures(texts, member, on):
    """Room for the member and for the authority; what was signed on line says when."""
    signed = member.charter_signed_on
    where = f"Signée par le membre le {french.plain_date(signed)}" if signed else f"Fait à {texts.place}, le"
    person = tree.Signatory(member.person.full_name, "Membre de l’instance", mention="" if signed else "Lu et approuvé")
    return tree.SignatureBlock((person, *texts.signature(on=on).signatories), where)


def _charter_words(body, on, member):
    last = member.last_day if member else body.term_ends_on
    return {
        "instance": body.name,
        "collectivite": body.authority.name,
        "convocation": _days_before(body),
        "quorum": body.quorum_words or "fixée par le règlement intérieur",
        "pouvoirs": french.number(body.proxies_per_member) if body.proxies_per_member else "aucun",
        "reponse": _answer_delay(body.authority, on),
        "suivi": _reviews(body.authority, on),
        "noms": _names_published(body),
        "fin": f"à son terme, le {french.plain_date(last)}" if last else "à son terme",
    }


def _days_before(body):
    days = body.convocation_days
    return f"{french.plural(days, 'jour')} au moins avant la réunion" if days else BY_THE_RULES


# The delays of answers and reviews are rows of the law table: referrals ship them, each authority may replace them.
def _answer_delay(authority, on):
    rule = known_rule(authority, "referral.answer_within", on)
    return delay_words(rule) if rule else BY_THE_RULES


def _reviews(authority, on):
    codes = ("follow_up.first_review", "follow_up.second_review", "follow_up.third_review")
    known = [rule for code in codes if (rule := known_rule(authority, code, on))]
    return f"{delays_words(known)} après la réponse" if known else BY_THE_RULES


def _joined(words, last):
    """« 6 mois, 12 mois et 24 mois »."""
    *others, end = words
    return f"{', '.join(others)} {last} {end}" if others else end


def _names_published(body):
    if not body.is_public:
        return "Le site public ne présente pas les membres."
    if body.names_by_consent:
        return "Le site public ne donne le nom d’un membre qu’avec son accord, sauf pour la présidence."
    return "Le site public donne le nom des membres."


# --- The welcome kit ------------------------------------------------------------------------------


def kit(member, *, on):
    """(tree, template) of the welcome kit of a member: who sits, what comes, whom to ask. No colleague's contact."""
    texts = texts_for(member.authority, KIT.code)
    words = _kit_words(member)
    space = "online" if _has_an_account(member.person) else "on_paper"
    blocks = [
        *texts.part("introduction", **words),
        tree.Heading(1, "Votre mandat"), tree.List(tuple(_mandate(member))),
        *_chapters(member.body),
        *_section(texts, space, words),
        tree.Heading(1, KIT.part("contact").label), *_people_to_ask(member.body), *texts.part("contact", **words),
        *_section(texts, "needs", words), *_section(texts, "vocabulary", words),
        tree.Heading(1, "Qui siège"), *_colleagues(member, on),
    ]  # fmt: skip
    subtitle = f"{member.body.name}, {member.person.full_name}"
    return texts.document("Kit d’accueil", blocks, subtitle=subtitle), texts.template


def _section(texts, code, words):
    return [tree.Heading(1, KIT.part(code).label), *texts.part(code, under=1, **words)]


def _kit_words(member):
    authority, person = member.authority, member.person
    return {
        "nom": person.full_name,
        "instance": member.body.name,
        "collectivite": authority.name,
        "adresse": authority.address_of(MEMBER_SPACE),
        "courriel": (person.user.email if person.user else person.email) or "votre adresse électronique",
        "contact": f"{authority.name} vous répond {ways_to_reach(authority)}.",
    }


def _has_an_account(person):
    """Whoever has an account, or an address at which the welcome opens one."""
    return person.user_id is not None or person.recipient().usable_channel() == Channel.EMAIL


def _mandate(member):
    yield f"Fonction : {member.capacity}"
    if member.college:
        yield f"Collège : {member.college}"
    if member.substitute_of:
        yield f"Vous suppléez : {member.substitute_of.person.full_name}"
    yield f"Nomination : {member.appointed_words}"
    yield f"Début : {french.plain_date(member.starts_on) if member.starts_on else 'jour de l’installation'}"
    yield f"Fin : {french.plain_date(member.last_day) if member.last_day else 'terme fixé par l’instance'}"


def _chapters(body):
    for chapter in chapters(body):
        yield tree.Heading(1, chapter.title)
        yield tree.List(chapter.lines) if chapter.lines else tree.Paragraph(chapter.none)


def _people_to_ask(body):
    names = [officer.name for officer in officers_of(body)]
    if names:
        yield tree.Paragraph(f"Pour l’instance, adressez-vous à {_joined(names, 'ou à')}.")


def _colleagues(member, on):
    rows = tuple(
        (m.person.full_name, m.capacity, str(m.college or m.organisation or ""))
        for m in queries.joined_members(member, on)
    )
    if not rows:
        return [tree.Paragraph("La composition n’est pas encore connue.")]
    caption = f"Membres de l’instance, {french.plural(len(rows), 'personne')}"
    return [tree.Table(("Nom", "Fonction", "Collège"), rows, caption=caption, row_heads=True, widths=(5, 4, 5))]


# --- Given together -------------------------------------------------------------------------------


def given(member, *, on):
    """(kind, tree, template) of each document given with the welcome: the charter where one is signed, and the kit."""
    if member.body.charter_required:
        yield CHARTER, *charter(member.body, on=on, member=member)
    yield KIT, *kit(member, on=on)


def enclosed(message):
    """The documents printed after a letter of welcome that leaves by post."""
    pk = message.about.rpartition(":")[2]
    member = Membership.objects.filter(pk=pk, authority=message.authority_id).for_record().first()
    return [document for _, document, _ in given(member, on=clock.today())] if member else []
