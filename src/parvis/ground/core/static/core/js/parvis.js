// Everything here improves pages that work without it.
import { announce, focusAfterSwaps } from "./speech.js";
import { guardForms } from "./forms.js";
import { enrichLists } from "./lists.js";
import { openPalette, listenToShortcuts } from "./palette.js";
import { watchSession } from "./session.js";
import { closeMenus } from "./menus.js";
import { returnToPlace } from "./returns.js";

document.documentElement.classList.add("js");
focusAfterSwaps();
closeMenus();
returnToPlace(announce);
watchSession();
listenToShortcuts(openPalette);

enrich(document);
document.addEventListener("htmx:load", (event) => enrich(event.detail.elt));

function enrich(root) {
  guardForms(root, announce);
  enrichLists(root, announce);
}
