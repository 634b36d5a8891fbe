// A list that comes back sorted, filtered or at another page: the focus returns where it was, and the result is said.

import { leaveFragment } from "./speech.js";

const KEPT = "parvis:place";
const LINKS = ".list th a, .pagination a, .chips a, .page-lengths a";
const FORMS = "form[data-autosubmit], .columns form";

export function returnToPlace(announce) {
  const kept = take();
  if (kept?.path === location.pathname) settle(kept, announce);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(LINKS);
    if (link) keep({ column: link.closest("th") ? words(link) : "" });
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches(FORMS)) keep({ id: document.activeElement.id });
  });
}

function settle({ id, column }, announce) {
  const target = (id && document.getElementById(id)) || (column && heads().find((link) => words(link) === column)) || start();
  leaveFragment();
  target?.focus({ preventScroll: Boolean(id) });
  const end = target?.matches("input[type=search], input[type=text]") ? target.value.length : null;
  if (end !== null) target.setSelectionRange(end, end);
  announce([result(), order(), words(document.querySelector(".pagination span"))].filter(Boolean).join(", "));
}

function start() {
  const place = document.querySelector("#liste .table-wrap") ?? document.querySelector("main h1");
  if (place && !place.hasAttribute("tabindex")) place.tabIndex = -1;
  return place;
}

function result() {
  return document.querySelector("main [data-announce]")?.dataset.announce ?? words(document.querySelector("main h1"));
}

function order() {
  const head = document.querySelector(".list th[aria-sort]");
  if (!head) return "";
  return `par ${words(head)}, ordre ${head.getAttribute("aria-sort") === "descending" ? "décroissant" : "croissant"}`;
}

const heads = () => [...document.querySelectorAll(".list th a")];
const words = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

function keep(place) {
  try { sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, ...place })); } catch { /* the focus starts at the top */ }
}

function take() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
    return kept;
  } catch { return null; }
}
