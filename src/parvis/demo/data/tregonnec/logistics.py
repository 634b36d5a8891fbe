"""Trégonnec-Goëlenn: the Rencontres of 28 November, with a buffet for 120 and the equipment of four communes."""

from ..shapes import Need, Preparation
from ..when import d

_ASKED, _AGREED = d("19/10/2026"), d("02/11/2026")


def _loan(key, label, quantity, commune):
    return Need(
        key=f"rencontres-{key}", kind="equipment", label=label, quantity=quantity, due_on=d("16/11/2026"),
        provider=f"Commune de {commune}", out_on=d("27/11/2026"), back_on=d("30/11/2026"), asked_on=_ASKED,
        confirmed_on=_AGREED,
    )  # fmt: skip


def _speaker(person, topic):
    return Need(
        key=f"rencontres-{person}", kind="speaker", label=topic, due_on=d("13/11/2026"), speaker=person,
        asked_on=_ASKED, confirmed_on=_AGREED,
    )  # fmt: skip


PREPARATIONS = (
    Preparation(
        key="rencontres-2026", meeting="forum-2026-11", opened_on=d("15/09/2026"), by="tifenn-marechal", headcount=340,
        needs=(
            Need(
                key="rencontres-salle", kind="room", label="Salle de Plouarnec’h, neuf espaces d’atelier", quantity=9,
                due_on=d("29/10/2026"), provider="Commune de Plouarnec’h", asked_on=d("15/09/2026"),
                confirmed_on=d("28/09/2026"),
            ),
            Need(
                key="rencontres-stands", kind="equipment", label="Stands des associations", quantity=62,
                due_on=d("13/11/2026"), provider="Comité des fêtes de Plouarnec’h", asked_on=_ASKED,
                confirmed_on=_AGREED,
            ),
            Need(
                key="rencontres-buffet", kind="catering", label="Buffet", quantity=120, due_on=d("18/11/2026"),
                organisation="four-a-pain", served_at="12:30", asked_on=_AGREED,
                counts=(("diet", "vegetarian", 18), ("diet", "gluten_free", 4)),
            ),
            _loan("tables", "Tables pliantes", 80, "Plouarnec’h"),
            _loan("grilles", "Grilles d’exposition", 40, "Goëlenn"),
            _loan("barnums", "Barnums", 6, "L’Anse-Verte"),
            _loan("sono", "Sonorisation mobile", 1, "Kerlaouen"),
            _speaker("annaig-stephan-roux", "Faire vivre une radio associative"),
            _speaker("jerome-lagadeuc", "Un tiers-lieu, dix ans après"),
            _speaker("gwendal-prigeot", "Trouver des financements"),
        ),
    ),
)  # fmt: skip
