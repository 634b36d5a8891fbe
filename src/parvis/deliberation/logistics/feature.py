"""What the rest of the product knows of logistics."""

from parvis.ground.core.manifest import Feature, Indicator, MenuEntry, SearchSource

from . import contributions, documents, due, letters, lifecycle, queries

ACTS = {
    "eventlogistics.open_sheet": "Fiche logistique ouverte",
    "eventlogistics.revise_sheet": "Fiche logistique modifiée",
    "eventlogistics.move_orders": "Commandes déplacées avec la réunion",
    "eventlogistics.remove_need": "Besoin retiré",
    "needtemplate.keep_template": "Modèle de logistique gardé",
    "needtemplate.remove_template": "Modèle de logistique retiré",
    "logisticneed.add_need": "Besoin ajouté",
    "logisticneed.revise_need": "Besoin modifié",
    "logisticneed.estimate_need": "Coût estimé",
    "logisticneed.order_meals": "Repas comptés",
    "logisticneed.book_speaker": "Intervention ajoutée",
    "logisticneed.settle_rights": "Droits de l’intervention notés",
    "logisticneed.request": "Commande envoyée",
    "logisticneed.quote": "Montant annoncé par le fournisseur",
    "logisticneed.confirm": "Commande confirmée",
    "logisticneed.ask_again": "Confirmation redemandée",
    "logisticneed.refuse": "Commande refusée",
    "logisticneed.reconsider": "Autre fournisseur cherché",
    "logisticneed.deliver": "Commande livrée",
    "logisticneed.settle": "Besoin soldé",
    "logisticneed.cancel": "Besoin annulé",
    "carpooloffer.offer_ride": "Trajet offert",
    "carpooloffer.withdraw_ride": "Trajet retiré",
    "carpooloffer.take_seat": "Place prise",
    "carpooloffer.leave_seat": "Place rendue",
}

feature = Feature(
    slug="logistics",
    label="Logistique",
    path="logistique",
    module=True,
    desk_urls="parvis.deliberation.logistics.desk.urls",
    public_urls="parvis.deliberation.logistics.public.urls",
    member_urls="parvis.deliberation.logistics.member.urls",
    menu=(MenuEntry("Logistique", "logistics:list", order=31, permission="logistics.list_logisticneed"),),
    member_menu=(MenuEntry("Covoiturage", "logistics:list", 35, "logistics.list_carpooloffer", "Réunions"),),
    due=contributions.due,
    meeting_panels=contributions.meeting_panels,
    meeting_moved=lifecycle.follow,
    indicators=(
        Indicator(
            "logistics.unsecured", "Besoins à confirmer",
            "Besoins logistiques des réunions à venir que personne n’a encore confirmés.", "besoins",
            contributions.open_needs,
        ),
    ),
    search=(
        SearchSource(
            model="logistics.LogisticNeed",
            label="Besoin logistique",
            title=lambda need: need.label,
            text=contributions.words_of,
            audience=contributions.found_by,
            url=lambda need: need.get_desk_url(),
            rows=contributions.rows,
        ),
    ),
    letters=letters.LETTERS,
    documents=documents.KINDS,
    due_jobs=(due.remind,),
    extra={
        "acts": ACTS,
        "authors": dict.fromkeys(
            ("logisticneed.confirm", "logisticneed.quote", "logisticneed.refuse"), queries.answered_by
        ),
    },
)  # fmt: skip
