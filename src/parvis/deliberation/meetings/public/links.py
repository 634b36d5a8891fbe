"""The private links of convocations."""

from django.urls import path

from . import private

urlpatterns = [
    path("convocation/<str:key>/", private.convocation, name="convocation"),
    path("convocation/<str:key>/reponse/", private.answer, name="answer"),
    path("convocation/<str:key>/besoins/", private.needs, name="needs"),
    path("convocation/<str:key>/besoins/effacement/", private.erase_needs, name="erase_needs"),
    path("convocation/<str:key>/reunion.ics", private.event, name="event"),
    path("convocation/<str:key>/code.svg", private.code, name="code"),
]
