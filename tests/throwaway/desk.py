"""The desk of the throw-away feature: a list of the venues."""

from django.urls import path

from parvis.ground.authorities.models import Venue
from parvis.shells.desk.columns import RecordColumn
from parvis.shells.desk.listing import Listing, Table


class ThrowawayTable(Table):
    name = RecordColumn()

    class Meta(Table.Meta):
        model = Venue
        fields = ()


class ThrowawayList(Listing):
    model = Venue
    title = "Jetables"
    columns = ThrowawayTable
    default_sort = ("name",)


urlpatterns = [path("", ThrowawayList.as_view(), name="list")]
