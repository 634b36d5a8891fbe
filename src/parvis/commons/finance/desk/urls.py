from django.urls import path

from . import actions, views
from .tables import BudgetList, ExpenseList

urlpatterns = [
    path("", BudgetList.as_view(), name="list"),
    path("nouveau/", actions.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/modification/", actions.amend, name="amend"),
    path("<int:pk>/lignes/", actions.add_line, name="add_line"),
    path("<int:pk>/financements/", actions.add_funding, name="add_funding"),
    path("<int:pk>/proposition/", actions.propose, name="propose"),
    path("<int:pk>/renvoi/", actions.send_back, name="send_back"),
    path("<int:pk>/vote/", actions.vote, name="vote"),
    path("<int:pk>/depense/", actions.spend, name="spend"),
    path("<int:pk>/virement/", actions.reallocate, name="reallocate"),
    path("<int:pk>/arret/", actions.execute, name="execute"),
    path("<int:pk>/reprise/", actions.reopen, name="reopen"),
    path("<int:pk>/cloture/", actions.close, name="close"),
    path("<int:pk>/etat/", actions.state, name="state"),
    path("<int:pk>/depenses.csv", views.finance_csv, name="finance_csv"),
    path("lignes/<int:pk>/modification/", actions.amend_line, name="amend_line"),
    path("lignes/<int:pk>/retrait/", actions.remove_line, name="remove_line"),
    path("lignes/<int:pk>/depense/", actions.estimate, name="estimate"),
    path("financements/<int:pk>/retrait/", actions.remove_funding, name="remove_funding"),
    path("depenses/", ExpenseList.as_view(), name="expenses"),
    path("depenses/<int:pk>/", views.expense, name="expense"),
    path("depenses/<int:pk>/modification/", actions.amend_expense, name="amend_expense"),
    path("depenses/<int:pk>/estimation/", actions.re_estimate, name="re_estimate"),
    path("depenses/<int:pk>/engagement/", actions.commit, name="commit"),
    path("depenses/<int:pk>/facture/", actions.invoice, name="invoice"),
    path("depenses/<int:pk>/paiement/", actions.pay, name="pay"),
    path("depenses/<int:pk>/annulation/", actions.cancel_expense, name="cancel_expense"),
    path("depenses/<int:pk>/correction/", actions.take_back, name="take_back"),
]
