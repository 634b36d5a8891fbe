"""Take the pictures of the guide again, from the demonstration that runs: `make run`, then `make pictures`.

Each picture is the top of one page as one persona sees it, 1280 pixels wide.
"""

import argparse
import io
import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
OFFICER, MEMBER, VISITOR = "Maëlle Quintard", "Mathilde Larrieu", ""
WINDOW = {"width": 1280, "height": 900}
# Picture, who looks, where they start, then the links they follow.
PICTURES = (
    ("connexion", VISITOR, "/compte/connexion/"),
    ("accueil-public", VISITOR, "/"),
    ("saisine-publique", VISITOR, "/saisines/", "Plan vélo"),
    ("ce-qui-est-du", OFFICER, "/gestion/"),
    ("liste-des-saisines", OFFICER, "/gestion/saisines/"),
    ("saisine", OFFICER, "/gestion/saisines/", "S-2025-03"),
    ("reponse-motivee", OFFICER, "/gestion/saisines/", "S-2025-03", "Réponse"),
    ("composition", OFFICER, "/gestion/instances/", "Conseil de développement du Val d’Orzenne", "Composition"),
    ("reunion", OFFICER, "/gestion/reunions/", "Plénière de décembre"),
    ("convocations", OFFICER, "/gestion/reunions/", "Plénière de décembre", "Convocations"),
    ("jour-j", OFFICER, "/gestion/reunions/", "Bureau d’octobre", "Jour J"),
    ("compte-rendu", OFFICER, "/gestion/reunions/", "Bureau d’octobre", "Compte rendu"),
    ("logistique", OFFICER, "/gestion/logistique/", "Fiches des réunions", "Plénière de décembre"),
    ("budget", OFFICER, "/gestion/budgets/", "Budget de la mission participation"),
    ("mon-mois", OFFICER, "/gestion/temps-et-frais/ma-journee/mois/"),
    ("mois-des-instances", OFFICER, "/gestion/coordination/mois/"),
    ("espace-membre", MEMBER, "/espace-membre/"),
)


def take(page, base, start, *links):
    """The page reached from `start` by following these links, as a PNG of few colours."""
    page.goto(base + start)
    for words in links:
        page.get_by_role("main").get_by_role("link", name=words).first.click()
        page.wait_for_load_state()
    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.screenshot()))
    return picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://orzenne.localhost:8000", help="address of the demonstration")
    base = parser.parse_args().base
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            env={**os.environ, "LANGUAGE": "fr"},  # the browser's own words: its calendar, its file chooser
        )
        for name, who, start, *links in PICTURES:
            page = browser.new_context(viewport=WINDOW, locale="fr-FR").new_page()
            if who:
                page.goto(f"{base}/compte/connexion/")
                page.get_by_role("button", name=who).first.click()
                page.wait_for_load_state()
            take(page, base, start, *links).save(FOLDER / f"{name}.png", optimize=True)
            page.context.close()
            print(f"docs/images/{name}.png")


if __name__ == "__main__":
    main()
