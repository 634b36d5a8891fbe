// Lists: choose several rows, walk them with j and k.

let anchor = null;
let walking = false;

export function enrichLists(root, announce) {
  for (const form of root.querySelectorAll("form[data-bulk]")) choose(form, announce);
  for (const part of root.querySelectorAll(".table-wrap, .table-wrap > table")) measure.observe(part);
  if (!walking) walk();
}

// A list that fits in the page keeps its head in view; one that does not scrolls sideways in its own frame.
const measure = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const wrap = target.closest(".table-wrap");
    wrap.classList.toggle("fits", (wrap.firstElementChild?.scrollWidth ?? 0) <= wrap.clientWidth);
  }
});

function choose(form, announce) {
  if (form.dataset.choosing) return;
  form.dataset.choosing = "yes";
  addChooseAll(form);
  form.addEventListener("click", (event) => {
    const box = event.target;
    if (!box.matches("td input[type=checkbox]")) return;
    if (event.shiftKey && anchor) stretch(boxes(form), anchor, box);
    anchor = box;
    tell(form);
  });
  form.addEventListener("submit", (event) => {
    if (boxes(form).some((box) => box.checked)) return;
    event.preventDefault();
    announce("Cochez au moins une ligne.");
    form.querySelector("[data-bulk-count]").textContent = "Cochez au moins une ligne.";
  });
  tell(form);
}

function addChooseAll(form) {
  const head = form.querySelector("thead .row-choice");
  if (!head || head.querySelector("input")) return;
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "Tout cocher sur cette page");
  all.addEventListener("change", () => {
    boxes(form).forEach((box) => { box.checked = all.checked; });
    tell(form);
  });
  head.replaceChildren(all);
}

function tell(form) {
  const all = boxes(form);
  const count = all.filter((box) => box.checked).length;
  form.toggleAttribute("data-any", count > 0);
  const head = form.querySelector("thead .row-choice input");
  if (head) {
    head.checked = count > 0 && count === all.length;
    head.indeterminate = count > 0 && count < all.length;
  }
  const note = form.querySelector("[data-bulk-count]");
  if (note && (count || note.dataset.used)) {
    note.dataset.used = "yes";
    note.textContent = count ? `${count} ${count < 2 ? "ligne cochée" : "lignes cochées"}` : "Aucune ligne cochée";
  }
}

function stretch(all, from, to) {
  const [start, end] = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b);
  all.slice(start, end + 1).forEach((box) => { box.checked = to.checked; });
}

function boxes(form) {
  return [...form.querySelectorAll("td input[type=checkbox]")];
}

function walk() {
  walking = true;
  document.addEventListener("parvis:walk", (event) => {
    const rows = [...document.querySelectorAll(".list .row-title a, .due h3 a, .results h2 a")];
    const here = rows.indexOf(document.activeElement);
    rows[Math.min(Math.max(here + event.detail, 0), rows.length - 1)]?.focus();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") uncover(); });
}

// The verbs that appear over the end of a row give back what they cover, until one leaves the row.
function uncover() {
  for (const row of document.querySelectorAll(".list tr:is(:hover, :focus-within):has(.row-actions)")) {
    row.dataset.plain = "";
    const forget = () => delete row.dataset.plain;
    row.addEventListener("pointerleave", forget, { once: true });
    row.addEventListener("focusout", forget, { once: true });
  }
}
