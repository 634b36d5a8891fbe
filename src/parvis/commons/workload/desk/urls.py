from django.urls import include, path

from . import pages, records, tables, verbs

OWN = [
    path("", pages.day, name="day"),
    path("mois/", pages.month, name="month"),
    path("mois/etats/", pages.produce, name="produce"),
    path("seances/", tables.SessionList.as_view(), name="sessions"),
    path("seances/nouvelle/", verbs.plan, name="plan"),
    path("seances/<int:pk>/", records.session, name="session"),
    path("seances/<int:pk>/heures/", verbs.do, name="do"),
    path("seances/<int:pk>/correction/", verbs.correct, name="correct"),
    path("seances/<int:pk>/deplacement/", verbs.move, name="move"),
    path("seances/<int:pk>/annulation/", verbs.cancel, name="cancel"),
    path("recuperations/", tables.UseList.as_view(), name="uses"),
    path("recuperations/nouvelle/", verbs.use_create, name="use_create"),
    path("recuperations/<int:pk>/", records.use, name="use"),
    path("recuperations/<int:pk>/prise/", verbs.take, name="take"),
    path("recuperations/<int:pk>/retour/", verbs.give_back, name="give_back"),
    path("trajets/", tables.TripList.as_view(), name="trips"),
    path("trajets/nouveau/", verbs.trip_create, name="trip_create"),
    path("trajets/<int:pk>/", records.trip, name="trip"),
    path("trajets/<int:pk>/correction/", verbs.trip_amend, name="trip_amend"),
    path("trajets/<int:pk>/retrait/", verbs.trip_remove, name="trip_remove"),
]
SATURDAYS = [
    path("", tables.AgreementList.as_view(), name="agreements"),
    path("demande/", verbs.ask, name="ask"),
    path("<int:pk>/", records.agreement, name="agreement"),
    path("<int:pk>/accord/", verbs.grant, name="grant"),
    path("<int:pk>/refus/", verbs.refuse_saturday, name="refuse_saturday"),
    path("<int:pk>/retrait/", verbs.withdraw, name="withdraw"),
]
CLAIMS = [
    path("", tables.ClaimList.as_view(), name="claims"),
    path("<int:pk>/", records.claim, name="claim"),
    path("<int:pk>/acceptation/", verbs.accept, name="accept"),
    path("<int:pk>/refus/", verbs.refuse, name="refuse"),
    path("<int:pk>/document/", verbs.claim_document, name="claim_document"),
]
# The menu marks the entry whose address begins that of the page: each place has a beginning of its own.
urlpatterns = [
    path("ma-journee/", include(OWN)),
    path("samedis/", include(SATURDAYS)),
    path("frais/", include(CLAIMS)),
    path("equipe/", pages.team, name="team"),
    path("taux/", tables.RateList.as_view(), name="rates"),
    path("taux/nouveau/", verbs.rate_create, name="rate_create"),
    path("taux/<int:pk>/retrait/", verbs.rate_remove, name="rate_remove"),
]
