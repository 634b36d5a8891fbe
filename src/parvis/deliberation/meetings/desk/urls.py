from . import agenda, convening, minutes, outcomes, planning, session, thread

urlpatterns = [
    *outcomes.urlpatterns,
    *minutes.urlpatterns,
    *thread.urlpatterns,
    *planning.urlpatterns,
    *agenda.urlpatterns,
    *convening.urlpatterns,
    *session.urlpatterns,
]
