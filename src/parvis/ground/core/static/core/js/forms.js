// Forms: unsaved words, drafts, autosave, heavy files, characters left, choices that send.
import { dropDraft, forgetEverything, keepDraft, markSent, readDraft, settleSent } from "./drafts.js";

const unsaved = new Set();
let listening = false;

export function guardForms(root, announce) {
  listenOnce();
  for (const form of within(root, "form[data-unsaved], form[data-draft-form]")) guard(form);
  for (const field of within(root, "[data-draft]")) if (field.form) guard(field.form);
  for (const form of within(root, "form[data-autosave]")) autosave(form, announce);
  for (const form of within(root, "form[data-autosubmit]")) sendOnChoice(form);
  for (const input of within(root, "input[type=file][data-max-size]")) weigh(input);
  for (const area of within(root, "textarea[data-counter][maxlength]")) count(area);
}

function listenOnce() {
  if (listening) return;
  listening = true;
  settleSent();
  addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[action*='deconnexion']")) forgetEverything();
  });
  document.addEventListener("keydown", (event) => {
    const form = (event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.form;
    if (form && form.method === "post") form.requestSubmit();
  });
  document.addEventListener("parvis:session-ending", () => unsaved.forEach(keepDraft));
}

function guard(form) {
  if (form.dataset.guarded) return;
  form.dataset.guarded = "yes";
  offerDraft(form);
  let timer;
  form.addEventListener("input", () => {
    unsaved.add(form);
    clearTimeout(timer);
    timer = setTimeout(() => keepDraft(form), 400);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    if (unsaved.has(form)) keepDraft(form);
    markSent(form);
    unsaved.delete(form);
  });
}

function offerDraft(form) {
  const found = readDraft(form);
  if (!found.length) return;
  const box = element("p", "message draft-found");
  box.setAttribute("role", "status");
  box.append(element("span", "", "Un texte non enregistré a été retrouvé dans ce navigateur. "));
  const restore = button("Le reprendre", () => {
    found.forEach(([field, words]) => { field.value = words; });
    unsaved.add(form);
    box.remove();
    found[0][0].focus();
  });
  const drop = button("L’effacer", () => { dropDraft(form); box.remove(); form.querySelector("input:not([type=hidden]), textarea")?.focus(); });
  box.append(restore, drop);
  form.prepend(box);
}

function autosave(form, announce) {
  if (form.dataset.autosaving) return;
  form.dataset.autosaving = "yes";
  const note = element("p", "saved");
  note.setAttribute("role", "status");
  (form.querySelector(".form-actions") ?? form).append(note);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form, note, announce), 3000);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

async function save(form, note, announce) {
  try {
    const headers = { "X-Requested-With": "fetch", Accept: "application/json" };
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const saved = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
    note.textContent = saved.message ?? `Brouillon enregistré à ${clock()}.`;
    unsaved.delete(form);
    dropDraft(form);
  } catch {
    note.textContent = "Le brouillon n’a pas pu être enregistré ; le texte reste dans ce navigateur.";
    announce(note.textContent);
    keepDraft(form);
  }
}

function sendOnChoice(form) {
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  // Arrows walk through the choices: only a pointer sends at once, a keyboard sends by Enter or by the button.
  let keys = false;
  form.addEventListener("pointerdown", () => { keys = false; });
  form.addEventListener("keydown", (event) => {
    keys = true;
    if (event.key === "Enter" && event.target.matches("select")) form.requestSubmit();
  });
  form.querySelectorAll("select, input[type=checkbox], input[type=radio]").forEach((field) => {
    field.addEventListener("change", () => { if (!keys) form.requestSubmit(); });
  });
}

function weigh(input) {
  const most = Number(input.dataset.maxSize);
  const note = element("p", "field-error-live");
  note.setAttribute("role", "alert");
  input.after(note);
  input.addEventListener("change", () => {
    const heavy = [...input.files].find((file) => file.size > most);
    note.textContent = heavy ? `« ${heavy.name} » pèse ${megabytes(heavy.size)} ; la limite est de ${megabytes(most)}. Choisissez un fichier plus léger.` : "";
    input.setCustomValidity(note.textContent);
    input.toggleAttribute("aria-invalid", Boolean(heavy));
    if (heavy) input.value = "";
  });
}

function count(area) {
  if (area.nextElementSibling?.classList.contains("counter")) return;
  const most = Number(area.maxLength);
  const note = element("p", "counter");
  note.setAttribute("aria-live", "polite");
  area.after(note);
  const show = () => {
    const left = most - area.value.length;
    note.textContent = left < most / 4 ? `Il reste ${left} ${left < 2 ? "caractère" : "caractères"}.` : "";
  };
  area.addEventListener("input", show);
  show();
}

function within(root, selector) {
  const found = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...found] : found;
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function button(label, act) {
  const made = element("button", "button small", label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function megabytes(octets) {
  return `${(octets / 1e6).toLocaleString("fr-FR", { maximumFractionDigits: 1 })}\u00a0Mo`;
}

function clock() {
  const now = new Date();
  return `${now.getHours()}\u00a0h\u00a0${String(now.getMinutes()).padStart(2, "0")}`;
}
