// A session about to expire says so, and what was typed is kept.

const WARNING = 120;
let timer;

export function watchSession() {
  const seconds = Number(document.body.dataset.session);
  if (!seconds) return;
  arm(seconds);
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) arm(seconds); });
  document.querySelector("[data-stay]")?.addEventListener("click", () => stay(seconds));
}

function arm(seconds) {
  clearTimeout(timer);
  timer = setTimeout(() => warn(Math.min(WARNING, seconds)), Math.max(seconds - WARNING, 1) * 1000);
}

function warn(left) {
  document.dispatchEvent(new CustomEvent("parvis:session-ending"));
  const dialog = document.getElementById("fin-de-session");
  if (!dialog) return;
  dialog.showModal();
  countDown(dialog.querySelector("[data-countdown]"), Date.now() + left * 1000);
}

function countDown(place, end) {
  const left = Math.round((end - Date.now()) / 1000);
  place.textContent = left > 60 ? "deux minutes" : left > 0 ? `${left} secondes` : "un instant";
  if (left > 0 && place.closest("dialog").open) setTimeout(() => countDown(place, end), left > 60 ? 10_000 : 1_000);
}

async function stay(seconds) {
  try {
    const answer = await fetch(location.href, { method: "GET", headers: { "X-Requested-With": "fetch" } });
    if (answer.redirected && answer.url.includes("/connexion")) throw new Error("closed");
    arm(seconds);
  } catch {
    const region = document.getElementById("annonces");
    region.textContent = "La session est fermée. Ouvrez la page de connexion dans un autre onglet ; votre texte vous attend ici.";
    region.classList.remove("sr-only");
    region.classList.add("message", "message-error");
  }
}
