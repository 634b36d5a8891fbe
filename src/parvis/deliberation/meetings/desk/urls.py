from . import convening, planning, session

urlpatterns = [*planning.urlpatterns, *convening.urlpatterns, *session.urlpatterns]
