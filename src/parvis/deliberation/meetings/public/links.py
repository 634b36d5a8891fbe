"""The private links of convocations."""

from django.urls import path

from . import check_in, private, voting

urlpatterns = [
    path("convocation/<str:key>/", private.convocation, name="convocation"),
    path("convocation/<str:key>/reponse/", private.answer, name="answer"),
    path("convocation/<str:key>/besoins/", private.needs, name="needs"),
    path("convocation/<str:key>/besoins/effacement/", private.erase_needs, name="erase_needs"),
    path("convocation/<str:key>/reunion.ics", private.event, name="event"),
    path("convocation/<str:key>/code.svg", private.code, name="code"),
    path("convocation/<str:key>/votes/", voting.votes, name="votes"),
    path("convocation/<str:key>/votes/bulletin/", voting.cast, name="cast"),
    path("emargement/<str:token>/", check_in.page, name="check_in"),
    path("emargement/<str:token>/synchronisation/", check_in.sync, name="check_in_sync"),
    path("emargement/<str:token>/service.js", check_in.worker, name="check_in_worker"),
    path("emargement/<str:token>/application.webmanifest", check_in.manifest, name="check_in_manifest"),
]
