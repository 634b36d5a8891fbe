from django.urls import path

from . import views

urlpatterns = [path("<int:pk>/photographie/", views.photo, name="photo")]
