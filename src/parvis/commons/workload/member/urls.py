from django.urls import path

from . import views

urlpatterns = [
    path("", views.claims, name="claims"),
    path("nouveau/", views.create, name="create"),
    path("<int:pk>/", views.claim, name="claim"),
    path("<int:pk>/modification/", views.write, name="write"),
    path("<int:pk>/justificatif/", views.receipt, name="receipt"),
    path("<int:pk>/justificatif/<int:file>/retrait/", views.receipt_remove, name="receipt_remove"),
    path("<int:pk>/transmission/", views.submit, name="submit"),
    path("<int:pk>/reprise/", views.take_back, name="take_back"),
    path("<int:pk>/suppression/", views.remove, name="remove"),
]
