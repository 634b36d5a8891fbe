"""Documents and files that the tests share."""

import io
import zipfile

from PIL import Image as Raster

from parvis.ground.documents.tree import (
    Column,
    Columns,
    Cover,
    Document,
    Face,
    Faces,
    Figure,
    Heading,
    Image,
    Letterhead,
    List,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Signatory,
    SignatureBlock,
    Table,
    em,
    link,
    strong,
    superscript,
)

PAVING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 48"><path fill="#1c5d99" d="M1 1h46v46h-46z"/></svg>'
WORDS = (
    "L'effort demandé aux habitants doit être réparti « équitablement » : c'est la condition de leur adhésion ; "
    "nous proposons 12 000 € par an pour l'accompagnement des ménages modestes. "
)


def picture(width=40, height=20, kind="PNG"):
    out = io.BytesIO()
    Raster.new("RGB", (width, height), "#1c5d99").save(out, kind)
    return out.getvalue()


def everything(**options):
    """A document with a block of each kind."""
    blocks = (
        Letterhead(("La ville", "Le maire"), ("Mme Ida Roux",), "Cerzelles, le 3 mars 2026", "Saisine", "S-2026-01"),
        Heading(2, "La question"),
        Paragraph(("Une ", strong("vraie"), " question, le ", "1", superscript("er"), " mars."), numbered=True),
        Paragraph((em("Une note"), " avec ", link("sa source", "https://exemple.invalid/source"), "."), numbered=True),
        Heading(4, "Les coûts"),
        List(("un", ("deux", List(("deux un",), ordered=True)))),
        List(("trois", "quatre"), ordered=True, start=3),
        Table(
            ("Mesure", "Coût"),
            (("Isoler", "12 000 €"), ("Planter", "900 €")),
            caption="Coûts par mesure",
            row_heads=True,
            numeric=(1,),
        ),
        Quote("Nous voulons de l'ombre.", source="Un habitant"),
        Figure(Image(picture()), "Une carte des îlots de chaleur", "Carte", 0.5),
        Faces((Face("Ida Roux", "Présidente", "IR"), Face("Omar Haddad", "", "OH", Image(picture())))),
        Note("À savoir", ("Donnée fictive.",)),
        Columns((Column("Position du collège A", (WORDS,)), Column("Position du collège B", (WORDS,))), level=2),
        PageBreak(),
        Paragraph(("H", Run("2", subscript=True), "O"), align="center"),
        SignatureBlock((Signatory("Ida Roux", "La présidente", "Pour l'assemblée"),), "Cerzelles, le 3 mars 2026"),
    )
    defaults = {
        "subtitle": "Adopté le 3 mars 2026",
        "author": "Ville de Cerzelles",
        "cover": Cover(PAVING, ("Saisine S-2026-01",)),
        "contents": True,
        "logo": Image(picture()),
        "logo_alt": "Logo : Ville de Cerzelles",
        "public_url": "https://cerzelles.exemple.invalid/saisines/climat/",
        "brand": "#1c5d99",
    }
    return Document("Avis sur le plan climat", blocks, **(defaults | options))


def opinion(pages=40):
    """An opinion of about that many pages, as bodies write them."""
    blocks = []
    for number in range(pages):
        blocks.append(Heading(1 if number % 4 == 0 else 2, f"Partie {number + 1}"))
        blocks += [Paragraph((WORDS, strong("Constat. "), WORDS, WORDS), numbered=True) for _ in range(4)]
        blocks.append(List((WORDS, WORDS)))
        rows = tuple((f"Mesure {row}", f"{row} 000 €") for row in range(5))
        blocks.append(Table(("Mesure", "Coût"), rows, caption="Coûts", row_heads=True, numeric=(1,)))
    return Document("Un long avis", tuple(blocks), cover=Cover(PAVING), contents=True)


def archive(*names, **contents):
    """An office file with these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name in names:
            written.writestr(name, contents.get(name, "x"))
    return out.getvalue()
