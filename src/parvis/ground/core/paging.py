"""Pages of long lists."""

from django.core.paginator import Paginator
from django.db.models.sql.where import WhereNode


class KeyedPaginator(Paginator):
    """Pages of a queryset: sorts keys, then fetches the rows of the page alone.

    A database sorts thousands of numbers in a few milliseconds, and whole records in ten times more. `total` is the
    number of rows, `keys` are those of the page that will be asked for, `every` those of all the rows in order, for who
    knows them already.
    """

    def __init__(self, rows, per_page, total=None, keys=None, every=None, **options):
        super().__init__(rows, per_page, **options)
        self.keys, self.every = keys, every
        total = len(every) if every is not None else total
        if total is not None:
            self.__dict__["count"] = total

    def page(self, number):
        number = self.validate_number(number)
        keys = self._keys((number - 1) * self.per_page) if self.keys is None else self.keys
        by_key = _unconditional(self.object_list).in_bulk(keys)
        return self._get_page([by_key[key] for key in keys if key in by_key], number, self)

    def _keys(self, start):
        if self.every is not None:
            return self.every[start : start + self.per_page]
        return list(self.object_list.values_list("pk", flat=True)[start : start + self.per_page])


def first(rows, most):
    """The first rows of an ordered queryset, whole: only keys are sorted, in the same query."""
    return rows.filter(pk__in=rows.values("pk")[:most])


def may_repeat(rows):
    """Whether a filter joined something that a row has several of: the row comes as often, and is counted once."""
    return any(_is_to_many(getattr(table, "join_field", None)) for table in rows.query.alias_map.values())


def _is_to_many(join):
    """The way back of a generic relation calls itself « many to one », and is created by Django."""
    names = ("one_to_many", "many_to_many") + (("many_to_one",) if getattr(join, "auto_created", False) else ())
    return any(getattr(join, name, False) for name in names)


def _unconditional(rows):
    """The same rows without the conditions that chose their keys: asked again, they may cost more than the rows."""
    rows = rows.order_by()
    if rows.query.group_by is None and not may_repeat(rows):
        rows.query.where = WhereNode()
    return rows
