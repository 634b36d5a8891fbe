// Where the focus goes after a partial update, and what is said about it.

let before = null;

export function announce(words) {
  const region = document.getElementById("annonces");
  if (!region || !words) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = words; }, 60);
}

export function focusAfterSwaps() {
  focusAsked(document);
  document.addEventListener("htmx:beforeSwap", remember);
  document.addEventListener("htmx:afterSettle", (event) => settle(event.detail.target ?? event.target));
  document.addEventListener("htmx:sendError", () => announce("La connexion a échoué. Rien n’a été enregistré."));
  document.addEventListener("htmx:responseError", () => announce("La demande a échoué. Rien n’a été enregistré."));
  // A refused form comes back as a 422 with its errors: it must be shown.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
}

function remember(event) {
  const active = document.activeElement;
  const inside = active === document.body || event.detail.target.contains(active);
  before = inside ? { id: active.id, name: active.getAttribute("name"), start: active.selectionStart } : null;
}

function settle(swapped) {
  const target = document.getElementById(swapped.id) ?? swapped;
  sayChange(target);
  if (focusAsked(target)) return;
  if (before) returnFocus(target);
  before = null;
}

function returnFocus(target) {
  if (document.activeElement !== document.body && target.contains(document.activeElement)) return;
  const found = (before.id && document.getElementById(before.id)) || named(target, before.name) || heading(target);
  if (!found) return;
  found.focus({ preventScroll: true });
  if (before.start != null && found.setSelectionRange) {
    try { found.setSelectionRange(before.start, before.start); } catch { /* a number or a date has no caret */ }
  }
}

function named(target, name) {
  return name && target.querySelector(`[name="${CSS.escape(name)}"]`);
}

function heading(target) {
  const found = target.querySelector("h1, h2, h3") ?? target;
  found.tabIndex = -1;
  return found;
}

function focusAsked(root) {
  const asked = root.querySelector?.("[data-focus]");
  if (asked && root === document) leaveFragment();
  asked?.focus();
  return Boolean(asked);
}

// Who came by « Aller au contenu » keeps its fragment from page to page: the browser would put the focus there at last.
export function leaveFragment() {
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
}

function sayChange(target) {
  const spoken = target.matches?.("[data-announce]") ? target : target.querySelector?.("[data-announce]");
  const message = target.querySelector?.(".messages .message");
  announce(message?.textContent.trim() || spoken?.dataset.announce);
}
