"""The public addresses: the authority's pages, then one French noun per feature."""

from django.urls import include, path, re_path

from parvis.ground.core.manifest import features

from . import feeds, files, views

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("agenda/", views.agenda, name="agenda"),
    path("agenda/<int:pk>.ics", feeds.scheme_feed, name="scheme_feed"),
    path("agenda.ics", feeds.calendar_feed, name="calendar_feed"),
    path("actualite.atom", feeds.news_feed, name="news_feed"),
    path("rechercher/", views.search, name="search"),
    path("plan-du-site/", views.site_map, name="site_map"),
    path("mentions-legales/", views.legal, name="legal"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("contact/", views.contact, name="contact"),
    path("messages/stop/<str:token>/", views.stop, name="stop"),
    re_path(r"^theme-(?P<digest>[0-9a-f]+)\.css$", views.theme, name="theme"),
    path("fichiers/<int:pk>/", files.file, name="file"),
    path("fichiers/<int:pk>/texte/", files.file_text, name="file_text"),
    path("logo-<int:pk>", views.logo, name="logo"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    *(path("", include((f.links_urls, f.slug), namespace=f"{f.slug}-links")) for f in features() if f.links_urls),
    *(path(f"{f.path}/", include((f.public_urls, f.slug), namespace=f.slug)) for f in features() if f.public_urls),
]
