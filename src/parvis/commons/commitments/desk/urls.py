from django.urls import path

from . import actions, views
from .tables import CommitmentList

urlpatterns = [
    path("", CommitmentList.as_view(), name="list"),
    path("nouveau/", actions.create, name="create"),
    path("revues/<int:pk>/", actions.hold_review, name="hold_review"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/modification/", actions.amend, name="amend"),
    path("<int:pk>/report/", actions.postpone, name="postpone"),
    path("<int:pk>/publication/", actions.publish, name="publish"),
    path("<int:pk>/retrait/", actions.withdraw, name="withdraw"),
    path("<int:pk>/demarrage/", actions.start, name="start"),
    path("<int:pk>/avancement/", actions.report, name="report"),
    path("<int:pk>/realisation/", actions.complete, name="complete"),
    path("<int:pk>/abandon/", actions.abandon, name="abandon"),
    path("<int:pk>/reprise/", actions.reopen, name="reopen"),
    path("<int:pk>/revues/", actions.schedule_reviews, name="schedule_reviews"),
]
