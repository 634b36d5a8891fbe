"""Contributions in one canonical order, each with the id under which anybody finds its source again."""

from dataclasses import dataclass

from ..errors import BadInput
from ..files import check_ids, lines_of, read_text


@dataclass(frozen=True)
class Corpus:
    """Texts in the order of their ids, so that nothing depends on the order of the file.

    lines: where each stands in the file, 0 when it comes from none.
    """

    ids: tuple
    texts: tuple
    lines: tuple

    def __len__(self):
        return len(self.ids)

    def place(self, one):
        """Where the text of this id stands. Raises BadInput for an id that no text has."""
        if one not in self.places:
            raise BadInput(f"Aucune contribution n’a l’identifiant « {one} ».")
        return self.places[one]

    @property
    def places(self):
        """{id: its place}, made once."""
        if "_places" not in self.__dict__:
            object.__setattr__(self, "_places", {one: number for number, one in enumerate(self.ids)})
        return self.__dict__["_places"]


def read_corpus(path, *, column="text"):
    """The contributions of a CSV file: a column `id`, a column of texts; other columns are left aside.

    Raises BadInput with its line for an id that is empty or comes twice, and when no contribution has a word.
    """
    names, rows = lines_of(read_text(path), ["id", column])
    one, text = names.index("id"), names.index(column)
    return make_corpus([(line, cells[one], cells[text]) for line, cells in rows])


def make_corpus(rows):
    """The same, from triples (line, id, text)."""
    rows = list(rows)
    _check(rows)
    rows.sort(key=lambda row: row[1])
    return Corpus(tuple(row[1] for row in rows), tuple(row[2] for row in rows), tuple(row[0] for row in rows))


def _check(rows):
    check_ids((line, one) for line, one, _ in rows)
    if not any(text.strip() for _, _, text in rows):
        raise BadInput("Il n’y a aucune contribution à lire : tous les textes sont vides.")
