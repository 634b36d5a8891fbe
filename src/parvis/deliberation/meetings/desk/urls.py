from . import agenda, convening, planning, session

urlpatterns = [*planning.urlpatterns, *agenda.urlpatterns, *convening.urlpatterns, *session.urlpatterns]
