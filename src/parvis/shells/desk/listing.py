"""One way to show a list on the desk: filters in the URL, search, sort, pages, columns, bulk actions, exports.

    class ReferralList(Listing):
        model = Referral
        columns = ReferralTable                  # a `columns.Table`
        filterset = ReferralFilters              # a `filters.FilterSet`
        search_fields = ("number", "title", "body__name")      # own columns or to-one paths
        default_sort = ("-number",)
        notes = (("en retard", lambda today: Q(answer_due_on__lt=today)),)
        create = Create("Nouvelle saisine", "desk:referrals:create", "referrals.add_referral")
        empty = "Les saisines reçues par vos instances arriveront ici."

    urlpatterns = [path("", ReferralList.as_view(), name="list")]

The number of queries does not depend on the number of rows: `for_list()` fetches what the columns show. The exports
(`?format=csv`, `xlsx`, `ods`) give every row of the list as filtered, with its sort and its columns.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View
from django_tables2.rows import BoundRows

from parvis.ground.core import french
from parvis.ground.core.paging import KeyedPaginator
from parvis.shells.entry import allow, desk_view

from . import bulk as bulk_actions
from . import exports, totals
from .bulk import BulkAction
from .columns import ChoiceBoxColumn, Table
from .filters import FilterSet
from .models import ListPreference

__all__ = ["BulkAction", "Create", "FilterSet", "Listing", "Table"]

PAGE_LENGTHS = (25, 50, 100)
MOST_DIGITS = 10
"""Of the number of a page in an address."""
SORT, COLUMNS, LENGTH, PAGE = "sort", "colonnes", "lignes", "page"


@dataclass(frozen=True)
class Create:
    """The button that starts a new record."""

    label: str
    url_name: str
    permission: str


class Listing(View):
    """A list page of one model. Every attribute below may be set by the subclass."""

    model = None
    columns = None
    filterset = FilterSet
    permission = "desk.enter"
    """Asked with the authority as object. The rows are those that `visible_to` gives, so that the team of a single
    scheme may open the list too; name a stricter one for lists that the whole desk must not open."""
    title = ""
    """Name of the list, « Saisines »; the heading counts: « 47 saisines, 3 en retard »."""
    noun = ()
    """(singular, plural); the model's verbose names when empty."""
    feminine = False
    lede = ""
    parent = ()
    """Where the list stands: (words, URL name), shown above the title."""
    search_fields = ()
    default_sort = ()
    """Column names, or field paths when no column shows them."""
    notes = ()
    """Counted beside the total: (words, function of today → Q)."""
    bulk = ()
    create = None
    actions = ()
    """Other buttons of the head: `Create` values."""
    empty = ""
    """What to do next when there is nothing yet."""
    personal_export = False
    """The rows hold personal data: exports ask for a reason and are journalled."""
    export_permission = ""
    """Asked on the authority before an export; `permission` when empty."""
    template = "desk/list.html"

    @classmethod
    def as_view(cls, **initkwargs):
        """The view, behind the desk's door."""
        return desk_view(cls.permission)(super().as_view(**initkwargs))

    # --- What a subclass may redefine ---

    def rows(self):
        """The rows that the person may see, with what the list shows."""
        return self.model.objects.of(self.request.authority).visible_to(self.request.user).for_list()

    def withheld(self):
        """Names of columns that this person never sees here, on the page or in an export."""
        return ()

    def context(self):
        """More context for a subclass's own template."""
        return {}

    # --- Pages ---

    def get(self, request, *args, **kwargs):
        if request.GET.get("retenir"):
            return self.remember()
        if kind := request.GET.get("format"):
            return self.export(kind)
        return render(request, self.template, self.page_context())

    def post(self, request, *args, **kwargs):
        if kind := request.GET.get("format"):
            return self.export(kind)
        for action in self.bulk:
            if action.name == request.POST.get("action"):
                return bulk_actions.answer(self, request, action)
        raise Http404

    def page_context(self):
        table, total = self.table, self.counts["total"]
        table.paginator = TablePaginator(table, self.per_page, total, self.looked_up and self.looked_up.keys)
        table.page = table.paginator.get_page(self.page_asked)
        offered = self.offered_bulk(table)
        return {
            "title": self.heading(), "list_name": self.name(), "lede": self.lede, "table": table,
            "filter": self.filters, "filter_errors": self.filter_errors(), "chips": self.chips(),
            "empty": None if total else self.nothing(), "bulk_actions": offered,
            "exports": self.offered_exports() if total else [], "columns": self.column_choices(),
            "kept_parameters": self.kept_parameters(), "page_lengths": self.page_lengths(),
            **self.place(), **self.buttons(), **self.context(),
        }  # fmt: skip

    # --- Words ---

    def name(self):
        return self.title or french_capital(str(self.model._meta.verbose_name_plural))

    def nouns(self):
        return self.noun or (str(self.model._meta.verbose_name), str(self.model._meta.verbose_name_plural))

    def heading(self):
        """« 47 saisines, 3 en retard »; the name of the list when it is empty."""
        total = self.counts["total"]
        if not total:
            return self.name()
        notes = [f"{french.number(n)} {label}" for label, n in self.counts["notes"] if n]
        return ", ".join([french.plural(total, *self.nouns()), *notes])

    def nothing(self):
        """What an empty list says: remove a filter, or how the first row comes."""
        one, many = self.nouns()
        if self.is_filtered:
            none = f"{'Aucune' if self.feminine else 'Aucun'} {one} ne correspond à ces filtres."
            return {"title": none, "text": "", "url": self.request.path, "label": "Tout afficher"}
        start = self.buttons()
        of = "d’" if many[0] in "aàâeéèêiîoôuhœ" else "de "
        return {
            "title": f"Il n’y a pas encore {of}{many}.",
            "text": self.empty, "url": start.get("create_url", ""), "label": start.get("create_label", ""),
        }  # fmt: skip

    def place(self):
        return {"kicker": self.parent[0], "kicker_url": reverse(self.parent[1])} if self.parent else {}

    def buttons(self):
        """The buttons of the head that the person may press."""
        may = [
            b
            for b in (self.create, *self.actions)
            if b and self.request.user.has_perm(b.permission, self.request.authority)
        ]
        found = {"actions": [{"label": b.label, "url": reverse(b.url_name)} for b in may if b is not self.create]}
        if self.create in may:
            found |= {"create_url": reverse(self.create.url_name), "create_label": self.create.label}
        return found

    # --- Rows ---

    @cached_property
    def filters(self):
        """The filters of the list, with the search box and the hidden fields that keep sort and columns."""
        base = self.filterset
        bases = (base,) if issubclass(base, FilterSet) else (base, FilterSet)
        about = {
            "search_fields": self.search_fields or getattr(base, "search_fields", ()),
            "kept": (SORT, COLUMNS, LENGTH),
        }
        return type(base.__name__, bases, about)(self.request.GET, self.rows(), request=self.request)

    @cached_property
    def filtered(self):
        return self.filters.qs

    @property
    def is_filtered(self):
        return any(True for _ in self.filters.chips())

    def filter_errors(self):
        """Filters that were not understood, and so left aside."""
        return [
            f"{self.filters.form.fields[name].label} : {errors[0]}" for name, errors in self.filters.form.errors.items()
        ]

    @cached_property
    def counts(self):
        """Total and notes, in one query."""
        return self.looked_up.counts if self.looked_up else totals.count(self.filtered, self.notes)

    @cached_property
    def looked_up(self):
        """What one query says of a searched list: the keys of the page, the total, the notes."""
        if self.filters.searched and not self.request.GET.get("format"):
            return totals.look_up(self.table.data.data, self.notes, self.page_asked, self.per_page)
        return None

    @property
    def page_asked(self):
        asked = self.request.GET.get(PAGE, "")
        return max(int(asked), 1) if asked.isdecimal() and len(asked) < MOST_DIGITS else 1

    @cached_property
    def table(self):
        """The table of the filtered rows, in the order and with the columns asked for."""
        extra = [("selection", ChoiceBoxColumn())] if self.bulk else []
        table = self.columns(
            self.filtered, order_by=(), extra_columns=extra, sequence=("selection", "...") if extra else None,
            request=None,
        )  # fmt: skip
        table.order_by_field = SORT
        self._order(table)
        self._hide(table)
        return table

    def _order(self, table):
        table.order_by = self.request.GET.getlist(SORT)
        if not table.order_by:  # nothing asked, or a column that does not sort
            table.order_by = self.default_sort
        if not table.order_by:
            table.data.data = table.data.data.order_by(*self.default_sort)
        # Pages must not overlap: the key decides between equals.
        ordering = table.data.data.query.order_by or table.data.data.model._meta.ordering
        table.data.data = table.data.data.order_by(*ordering, "pk")

    def _hide(self, table):
        shown = self.shown_columns(table)
        for column in list(table.columns.iterall()):
            if column.name not in shown and column.name != "selection":
                table.columns.hide(column.name)

    # --- Choice of columns, page length ---

    def key(self):
        """The name under which choices are remembered."""
        return self.request.resolver_match.view_name

    @cached_property
    def preference(self):
        return ListPreference.objects.filter(user=self.request.user, listing=self.key()).first()

    def shown_columns(self, table):
        """Names of the columns shown: asked in the URL, else remembered, else those not folded. The first one stays."""
        known = self.known_columns(table)
        asked = self.request.GET.getlist(COLUMNS) or (self.preference.columns if self.preference else [])
        shown = [name for name in known if name in asked]
        return {known[0], *(shown or [name for name in known if name not in table.folded])}

    def known_columns(self, table):
        """Names of the columns that the person may show."""
        apart = {"selection", *self.withheld()}
        return [c.name for c in table.columns.iterall() if c.name not in apart]

    def column_choices(self):
        shown, columns = self.shown_columns(self.table), self.table.columns
        return [
            {"name": name, "label": columns[name].header, "shown": name in shown}
            for name in self.known_columns(self.table)
        ]

    @property
    def per_page(self):
        asked = self.request.GET.get(LENGTH, "")
        length = int(asked) if asked.isdecimal() else (self.preference.per_page if self.preference else PAGE_LENGTHS[0])
        return length if length in PAGE_LENGTHS else PAGE_LENGTHS[0]

    def page_lengths(self):
        if self.counts["total"] <= PAGE_LENGTHS[0]:
            return []
        return [
            {
                "label": str(n),
                "url": self.address(**{LENGTH: str(n), PAGE: None, "retenir": "1"}),
                "current": n == self.per_page,
            }
            for n in PAGE_LENGTHS
        ]

    def remember(self):
        """Keep the columns and the page length for this person, then show the list."""
        known = list(self.columns.base_columns)
        asked = [name for name in self.request.GET.getlist(COLUMNS) if name in known]
        changes = {"per_page": self.per_page}
        if COLUMNS in self.request.GET:
            changes["columns"] = asked
        ListPreference.objects.update_or_create(user=self.request.user, listing=self.key(), defaults=changes)
        messages.success(self.request, "L’affichage de cette liste est retenu.")
        return HttpResponseRedirect(self.address(**{"retenir": None, COLUMNS: None, LENGTH: None}))

    # --- Addresses ---

    def address(self, **changes):
        """The address of the list with some parameters changed, or dropped when None."""
        query = self.request.GET.copy()
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def kept_parameters(self):
        """What the form of columns must send back."""
        left = QueryDict(mutable=True)
        for name, values in self.request.GET.lists():
            if name not in (COLUMNS, PAGE, "format"):
                left.setlist(name, values)
        left["retenir"] = "1"
        return [(name, value) for name, values in left.lists() for value in values]

    def chips(self):
        return [
            {"label": label, "url": self.address(**{**dict.fromkeys(self._parameters(name)), PAGE: None})}
            for name, label in self.filters.chips()
        ]

    def _parameters(self, name):
        """The parameters of one filter: a range has two."""
        return [key for key in self.request.GET if key == name or key.startswith(f"{name}_")]

    # --- Bulk actions and exports ---

    def offered_bulk(self, table):
        """Bulk actions that the person may do on a row of this page at least."""
        rows = [row.record for row in table.page.object_list] if self.bulk else []
        offered = [a for a in self.bulk if any(self.request.user.has_perm(a.permission, row) for row in rows)]
        if self.bulk and not offered:
            table.columns.hide("selection")
        return offered

    def may_export(self):
        return self.request.user.has_perm(self.export_permission or self.permission, self.request.authority)

    def offered_exports(self):
        if not self.may_export():
            return []
        return [
            {"label": label, "url": self.address(format=kind, page=None)} for kind, label in exports.FORMATS.items()
        ]

    def export(self, kind):
        """The list as a file; personal data leave with a reason."""
        if kind not in exports.FORMATS:
            raise Http404
        allow(self.request, self.export_permission or self.permission)
        if self.personal_export:
            return exports.hand_over(
                self.request, key=self.key(), kind=kind, count=self.counts["total"], back=self.address(format=None),
                title=f"Exporter {french.plural(self.counts['total'], *self.nouns())}", kicker=self.name(),
                send=lambda: self.send(kind),
            )  # fmt: skip
        if self.request.method != "GET":
            raise PermissionDenied
        return self.send(kind)

    def send(self, kind):
        return exports.respond(self.table, self.table.data.data, kind, title=self.name())


class TablePaginator(KeyedPaginator):
    """Pages of a table: its rows as django-tables2 wants them."""

    def __init__(self, table, per_page, total, keys):
        super().__init__(table.data.data, per_page, total, keys)
        self.table = table

    def _get_page(self, rows, number, paginator):
        return super()._get_page(BoundRows(rows, table=self.table), number, paginator)


def french_capital(text):
    return text[:1].upper() + text[1:]
