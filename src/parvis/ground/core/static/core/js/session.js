// A session about to expire says so, and what was typed is kept.
import { announce } from "./speech.js";

const WARNING = 120;
let timer;

export function watchSession() {
  const seconds = Number(document.body.dataset.session);
  if (!seconds) return;
  arm(seconds);
  document.querySelector("[data-stay]")?.addEventListener("click", stay);
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

async function stay() {
  try {
    const answer = await fetch(document.body.dataset.stayUrl, { method: "POST", headers: { "X-CSRFToken": token() } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    arm((await answer.json()).seconds);
    announce("Votre session est prolongée.");
  } catch {
    sayClosed();
  }
}

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

function sayClosed() {
  const note = document.createElement("p");
  note.className = "message message-error";
  note.setAttribute("role", "alert");
  note.textContent = "La session est fermée. Connectez-vous dans un autre onglet ; votre texte vous attend ici.";
  document.querySelector("main").prepend(note);
}
