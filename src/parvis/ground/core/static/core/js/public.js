// The public pages' share of the script: menus, forms, and what is said after a partial update.
import { announce, focusAfterSwaps } from "./speech.js";
import { guardForms } from "./forms.js";
import { closeMenus } from "./menus.js";
import { returnToPlace } from "./returns.js";

document.documentElement.classList.add("js");
focusAfterSwaps();
closeMenus();
returnToPlace(announce);
guardForms(document, announce);
document.addEventListener("htmx:load", (event) => guardForms(event.detail.elt, announce));
