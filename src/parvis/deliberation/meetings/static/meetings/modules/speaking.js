// Counts who speaks: fills the fields of the form below, which is saved at each end of turn and works without this.

const KEYS = { f: "f", h: "m", a: "x" };
const desk = document.getElementById("compteur");
const form = document.querySelector("form.form");
let running = null;
let since = 0;

desk.hidden = false;
for (const button of desk.querySelectorAll("button")) button.addEventListener("click", () => press(button));
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const gender = KEYS[event.key.toLowerCase()];
  if (gender) press(desk.querySelector(`[data-gender="${gender}"]`));
});
addEventListener("pagehide", () => running && stop());

function press(button) {
  const same = running === button;
  if (running) stop();
  if (!same) begin(button);
}

function begin(button) {
  running = button;
  since = Date.now();
  button.setAttribute("aria-pressed", "true");
  said(`${button.textContent}.`);
}

function stop() {
  const gender = running.dataset.gender;
  const time = field(gender);
  const turns = field(`${gender}_turns`);
  const total = secondsOf(time.value) + Math.round((Date.now() - since) / 1000);
  time.value = `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;
  turns.value = Number(turns.value || 0) + 1;
  running.setAttribute("aria-pressed", "false");
  running = null;
  save();
}

async function save() {
  try {
    const answer = await fetch(desk.dataset.url, { method: "POST", body: new FormData(form), keepalive: true });
    said(answer.ok ? "Temps enregistré." : "Le temps n’a pas été enregistré : appuyez sur « Enregistrer ».");
  } catch {
    said("Sans réseau : le temps reste ici, appuyez sur « Enregistrer » à son retour.");
  }
}

const field = (name) => form.elements.namedItem(name);
const said = (words) => { document.getElementById("parole-dite").textContent = words; };

function secondsOf(words) {
  const [minutes, rest] = words.split(":");
  return Number(minutes || 0) * 60 + Number(rest || 0);
}
