from django.urls import path

from . import verbs, views
from .verbs import do

urlpatterns = [
    path("", views.index, name="list"),
    path("nouvelle/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/signature/", verbs.sign, name="sign"),
    path("<int:pk>/retrait-de-signature/", verbs.unsign, name="unsign"),
    path("etapes/<int:pk>/fin/", verbs.complete_work_step, name="complete_work_step"),
    path("<int:pk>/depot/", do.submit, name="submit"),
    path("<int:pk>/admission/", do.admit, name="admit"),
    path("<int:pk>/refus/", do.decline, name="decline"),
    path("<int:pk>/projet-d-avis/", do.start_drafting, name="start_drafting"),
    path("<int:pk>/adoption/", do.adopt, name="adopt"),
    path("<int:pk>/vote-par-ecrit/", do.written_vote, name="written_vote"),
    path("<int:pk>/envoi-de-l-avis/", do.transmit, name="transmit"),
    path("<int:pk>/cloture/", do.close, name="close"),
    path("<int:pk>/reouverture/", do.reopen, name="reopen"),
    path("<int:pk>/auto-saisine/", do.take_over, name="take_over"),
]
