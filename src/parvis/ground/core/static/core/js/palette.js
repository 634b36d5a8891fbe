// Ctrl K: go anywhere, do any verb of the page. « ? »: the shortcuts.
import { announce } from "./speech.js";

const OFF = "parvis:no-single-keys";
let places = [];
let shown = [];
let chosen = 0;
let asked = 0;
let pendingG = 0;

export function listenToShortcuts(open) {
  prepareDialogs(open);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && palette()) {
      event.preventDefault();
      open();
    } else if (singleKeysAllowed(event)) {
      single(event);
    }
  });
}

export function openPalette() {
  const dialog = palette();
  if (!dialog || dialog.open) return;
  places = gather();
  input().value = "";
  dialog.showModal();
  input().focus();
  show(places.slice(0, 12));
}

function single(event) {
  const g = Date.now() - pendingG < 1200;
  pendingG = 0;
  if (event.key === "?") {
    event.preventDefault();
    document.getElementById("raccourcis")?.showModal();
  } else if (event.key === "j" || event.key === "k") {
    document.dispatchEvent(new CustomEvent("parvis:walk", { detail: event.key === "j" ? 1 : -1 }));
  } else if (event.key === "g") {
    pendingG = Date.now();
  } else if (event.key === "d" && g) {
    document.querySelector(".topbar-home, .masthead-home")?.click();
  }
}

function singleKeysAllowed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  if (event.target.closest("input, textarea, select, [contenteditable='true'], dialog[open]")) return false;
  return read(OFF) !== "yes" && Boolean(palette());
}

function prepareDialogs(open) {
  const dialog = palette();
  if (!dialog) return;
  document.querySelectorAll("[data-shortcuts]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => document.getElementById("raccourcis").showModal());
  });
  const off = document.querySelector("[data-shortcuts-off]");
  off.checked = read(OFF) === "yes";
  off.addEventListener("change", () => { try { localStorage.setItem(OFF, off.checked ? "yes" : "no"); } catch { /* asked again next time */ } });
  input().addEventListener("input", look);
  input().addEventListener("keydown", steer);
  list().addEventListener("click", (event) => { const row = event.target.closest("li"); if (row) go(shown[[...list().children].indexOf(row)]); });
  document.querySelector(".topbar-search kbd")?.parentElement.addEventListener("dblclick", open);
}

async function look() {
  const words = fold(input().value).split(/\s+/).filter(Boolean);
  const here = places.filter((place) => words.every((word) => place.folded.includes(word)));
  show(here.slice(0, 12));
  const typed = input().value.trim();
  if (typed.length < 2) return;
  const mine = ++asked;
  const found = await search(typed);
  if (mine === asked && palette().open) show([...here.slice(0, 6), ...found].slice(0, 14));
}

async function search(typed) {
  try {
    const answer = await fetch(`${palette().dataset.search}?q=${encodeURIComponent(typed)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) return [];
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...page.querySelectorAll(".results li")].map((row) => {
      const link = row.querySelector("h2 a");
      return { label: link.textContent.trim(), kind: row.querySelector(".kicker")?.textContent.trim() ?? "", url: link.getAttribute("href") };
    });
  } catch {
    return [];
  }
}

function steer(event) {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move && shown.length) {
    event.preventDefault();
    point((chosen + move + shown.length) % shown.length);
  } else if (event.key === "Enter") {
    event.preventDefault();
    go(shown[chosen]);
  }
}

function show(found) {
  shown = found;
  list().replaceChildren(...found.map(option));
  input().setAttribute("aria-expanded", String(found.length > 0));
  if (found.length) point(0);
  else announce("Aucune proposition");
}

function option(place, index) {
  const row = document.createElement("li");
  row.id = `palette-${index}`;
  row.setAttribute("role", "option");
  const label = document.createElement("span");
  label.textContent = place.label;
  const kind = document.createElement("span");
  kind.className = "soft";
  kind.textContent = place.kind;
  row.append(label, kind);
  return row;
}

function point(index) {
  chosen = index;
  [...list().children].forEach((row, i) => row.setAttribute("aria-selected", String(i === index)));
  input().setAttribute("aria-activedescendant", `palette-${index}`);
  list().children[index]?.scrollIntoView({ block: "nearest" });
}

function go(place) {
  if (!place) return;
  palette().close();
  if (place.element) place.element.click();
  else location.assign(place.url);
}

function gather() {
  const verbs = [...document.querySelectorAll("[data-verb]")].map((element) => made(element, "Action"));
  const tabs = [...document.querySelectorAll(".tabs a")].map((element) => made(element, "Partie de la fiche"));
  const menu = [...document.querySelectorAll("#navigation a:not(.menu-close), .menu-right a")].map((element) => made(element, "Aller à"));
  return [...verbs, ...tabs, ...menu];
}

function made(element, kind) {
  const label = element.textContent.replace(/\s+/g, " ").trim();
  return { label, kind, element, folded: fold(label) };
}

function fold(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").replace(/’/g, "'").toLowerCase();
}

function read(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

const palette = () => document.getElementById("palette");
const input = () => document.getElementById("palette-input");
const list = () => document.getElementById("palette-list");
