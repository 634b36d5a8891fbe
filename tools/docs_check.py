"""Check the documentation: its links lead somewhere, and the glossary names things that the code has.

Usage: python tools/docs_check.py [folder]. Prints one line a fault and ends with status 1 when there is one.
"""

import re
import sys
import unicodedata
from pathlib import Path

LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
IDENTIFIER = re.compile(r"`([A-Za-z_][\w.]*)`")


def pages(root):
    """Every page of documentation, from the root and from `docs/`."""
    return sorted([*root.glob("*.md"), *root.glob("docs/**/*.md")])


def prose(page):
    """The text of a page without its blocks of code."""
    return FENCE.sub("", page.read_text())


def anchors(page):
    """The anchors of a page's headings, as forges make them; a heading that comes back is numbered."""
    seen, found = {}, set()
    for heading in HEADING.findall(prose(page)):
        anchor = slug(heading)
        count = seen[anchor] = seen.get(anchor, -1) + 1
        found.add(f"{anchor}-{count}" if count else anchor)
    return found


def slug(heading):
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
    kept = (c for c in unicodedata.normalize("NFC", text) if c.isalnum() or c in " -_")
    return "".join(kept).replace(" ", "-")


def broken_links(root):
    """Links of the documentation that lead to no file, or to no heading."""
    for page in pages(root):
        for link in LINK.findall(prose(page)):
            if not leads_somewhere(page, link):
                yield f"{page.relative_to(root)}: {link} leads nowhere"


def leads_somewhere(page, link):
    if re.match(r"[a-z]+:", link):
        return True  # another site: nothing is fetched here
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or target.suffix != ".md" or anchor in anchors(target))


def glossary_words(root):
    """The identifiers of the glossary's table: code words of the column headed « Identifier »."""
    page = root / "docs/glossary.md"
    column = None
    for line in page.read_text().splitlines() if page.exists() else []:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            column = None
        elif column is None:
            heads = [cell.lower() for cell in cells]
            column = next((i for i, head in enumerate(heads) if head.startswith("ident")), -1)
        elif column >= 0 and len(cells) > column:
            yield from IDENTIFIER.findall(cells[column])


def unknown_words(root):
    """Identifiers of the glossary that the code does not have: a class, a function, a name, or a value."""
    code = "\n".join(source.read_text() for source in (root / "src").rglob("*.py"))
    known = set(re.findall(r"[A-Za-z_]\w*", code))
    for word in glossary_words(root):
        if not set(word.split(".")) <= known:
            yield f"docs/glossary.md: {word} is not in the code"


def main(root):
    faults = [*broken_links(root), *unknown_words(root)]
    for fault in faults:
        print(fault)
    words = len(list(glossary_words(root)))
    print(f"{len(pages(root))} pages, {words} words of the glossary, {len(faults)} faults.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()))
