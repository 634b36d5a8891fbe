from . import agenda, convening, doors, minutes, outcomes, planning, room, session, thread, voting

urlpatterns = [
    *outcomes.urlpatterns,
    *minutes.urlpatterns,
    *thread.urlpatterns,
    *planning.urlpatterns,
    *agenda.urlpatterns,
    *convening.urlpatterns,
    *session.urlpatterns,
    *doors.urlpatterns,
    *voting.urlpatterns,
    *room.urlpatterns,
]
