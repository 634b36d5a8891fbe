from django.urls import path

from . import verbs, views

urlpatterns = [
    path("", views.index, name="list"),
    path("nouvelle/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/signature/", verbs.sign, name="sign"),
    path("<int:pk>/retrait-de-signature/", verbs.unsign, name="unsign"),
    path("<int:pk>/depot/", verbs.submit, name="submit"),
    path("<int:pk>/admission/", verbs.admit, name="admit"),
    path("<int:pk>/refus/", verbs.decline, name="decline"),
    path("<int:pk>/projet-d-avis/", verbs.start_drafting, name="start_drafting"),
    path("<int:pk>/adoption/", verbs.adopt, name="adopt"),
    path("<int:pk>/vote-par-ecrit/", verbs.written_vote, name="written_vote"),
    path("<int:pk>/envoi-de-l-avis/", verbs.transmit, name="transmit"),
    path("<int:pk>/cloture/", verbs.close, name="close"),
    path("<int:pk>/reouverture/", verbs.reopen, name="reopen"),
    path("<int:pk>/auto-saisine/", verbs.take_over, name="take_over"),
]
