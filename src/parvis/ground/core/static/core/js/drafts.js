// What is typed stays in this tab (sessionStorage) until it is saved: a closed session or a fault loses no word.

const PREFIX = "parvis:draft:";
const SENT = "parvis:sent";

export function draftKey(form) {
  const name = form.dataset.draftForm || form.querySelector("[data-draft]")?.dataset.draft || form.getAttribute("action") || "";
  return `${PREFIX}${document.body.dataset.user ?? ""}:${location.pathname}:${name}`;
}

export function keepDraft(form) {
  const words = {};
  for (const field of typedFields(form)) {
    if (field.value !== field.defaultValue) words[field.name] = field.value;
  }
  write(draftKey(form), words);
}

export function readDraft(form) {
  const words = read(draftKey(form)) ?? {};
  const differing = typedFields(form).filter((field) => field.name in words && words[field.name] !== field.value);
  return differing.map((field) => [field, words[field.name]]);
}

export function dropDraft(form) {
  try { sessionStorage.removeItem(draftKey(form)); } catch { /* storage is closed: nothing was kept */ }
}

// A form that was sent is settled by the page that follows: the form again (kept), sign-in (kept), anything else (saved).
export function markSent(form) {
  write(SENT, { key: draftKey(form), from: location.pathname });
}

export function settleSent() {
  const sent = read(SENT);
  if (!sent || document.querySelector("[data-entrance], .error-page, [aria-invalid='true'], .message-error")) return;
  if (location.pathname === sent.from && !document.querySelector(".message-success")) return;
  try {
    sessionStorage.removeItem(sent.key);
    sessionStorage.removeItem(SENT);
  } catch { /* as above */ }
}

export function forgetEverything() {
  try {
    Object.keys(sessionStorage).filter((key) => key.startsWith("parvis:")).forEach((key) => sessionStorage.removeItem(key));
  } catch { /* as above */ }
}

function typedFields(form) {
  return [...form.elements].filter((field) => field.name && field.matches("textarea, input[type=text], input:not([type]), input[type=search], input[type=email]"));
}

function read(key) {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
}

function write(key, value) {
  try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* full or closed: the page still works */ }
}
