// The desk at the door. What is noted is first kept on the device, then sent as soon as the network allows.
import { openShelf, wipe } from "./shelf.js";
import { MOST_SHOWN, find, fold, markOf } from "./names.js";
import { Camera } from "./camera.js";

const { shelf: SHELF, sync: SYNC, worker: WORKER, scope: SCOPE, decoder: DECODER } = document.body.dataset;
const EVERY = 15_000;
const IN = 1;
const GONE = 2;
const WORDS = { [IN]: "dans la salle", [GONE]: "partie, parti" };
const MOST_RECENT = 30;
const MOST_SENT = 300;
const PAST = "Le temps de cet accueil est passé.";
const CLOSED = "La séance est close, ou cet accueil a été fermé.";

const at = (id) => document.getElementById(id);
let shelf;
let names = [];
let queue = [];
let recent = [];
let inside = {};
let sending = null;
let over = false;
let late = 0;

start();

async function start() {
  shelf = await openShelf(SHELF);
  if (await isPast()) return forget(PAST);
  inside = (await shelf.fact("inside")) ?? {};
  receiveNames(await shelf.names());
  queue = byTime(await shelf.queue()).reverse();
  recent = byTime(await shelf.recent());
  queue.forEach(follow);
  if (at("accueil")) await welcome();
  await send();
  setInterval(send, EVERY);
}

// The page of a closed desk has nothing to note with: it only sends what was kept.
async function welcome() {
  at("accueil").hidden = false;
  listen();
  say();
  await keepPage();
}

async function keepPage() {
  try {
    await navigator.serviceWorker?.register(WORKER, { scope: SCOPE });
    await navigator.serviceWorker?.ready;
  } catch {
    at("liaison").textContent = "Cet appareil ne garde pas la page : ne la fermez pas si le réseau manque.";
  }
  await navigator.storage?.persist?.();
}

function listen() {
  at("nom").addEventListener("input", showFound);
  at("recherche").addEventListener("submit", (event) => {
    event.preventDefault();
    onEnter();
  });
  at("inconnu").addEventListener("click", () => noteUnknown(at("nom").value.trim()));
  at("camera").addEventListener("click", toggleCamera);
  addEventListener("online", send);
  addEventListener("offline", sayLink);
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
}

// --- Names -----------------------------------------------------------------------------------------

function receiveNames(list) {
  names = list.map((row) => ({ ...row, folded: fold(row.name) })).sort((a, b) => a.name.localeCompare(b.name, "fr"));
}

async function keepNames({ names: list, roster }) {
  receiveNames(list);
  await shelf.replaceNames(list);
  await shelf.keepFact("roster", roster);
}

function showFound() {
  const typed = at("nom").value;
  const found = find(names, typed);
  at("noms").replaceChildren(...found.slice(0, MOST_SHOWN).map(line));
  at("compte").textContent = typed.trim() ? countWords(found.length) : "";
  at("inconnu").hidden = found.length > 0 || typed.trim().length < 3;
  at("inconnu").textContent = `Noter « ${typed.trim()} », qui n’est pas sur la liste`;
}

function countWords(count) {
  if (!count) return "Aucun nom trouvé.";
  const shown = count > MOST_SHOWN ? ` ; les ${MOST_SHOWN} premières sont affichées` : "";
  return count === 1 ? "Une personne trouvée : Entrée note son arrivée." : `${count} personnes trouvées${shown}.`;
}

function line(person) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = person.name;
  const state = document.createElement("span");
  state.className = "state";
  state.textContent = WORDS[inside[person.id]] ?? "";
  const leaves = inside[person.id] === IN;
  item.append(name, state, button(leaves ? "Départ" : "Arrivée", person, leaves));
  return item;
}

function button(words, person, leaves) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = leaves ? "button" : "button primary";
  made.append(words);
  const whom = document.createElement("span");
  whom.className = "sr-only";
  whom.textContent = ` de ${person.name}`;
  made.append(whom);
  made.addEventListener("click", () => note(person, leaves));
  return made;
}

function onEnter() {
  const found = find(names, at("nom").value);
  if (found.length === 1) return note(found[0], false);
  at("noms").querySelector("button")?.focus();
}

// --- Noting ----------------------------------------------------------------------------------------

async function note(person, leaves) {
  if (!leaves && inside[person.id] === IN) return confirm(`${person.name} est déjà dans la salle.`);
  await keep({ convocation: person.id, leaves, name: person.name });
  confirm(`${leaves ? "Départ noté" : "Arrivée notée"} : ${person.name}.`);
  next();
}

async function noteUnknown(typed) {
  await keep({ typed, leaves: false, name: typed });
  confirm(`Arrivée notée : ${typed}, hors liste. La mission vérifiera.`);
  next();
}

async function keep(said) {
  const entry = { client_id: crypto.randomUUID(), at: new Date().toISOString(), ...said };
  await shelf.keep("queue", entry);
  await shelf.keep("recent", entry);
  queue.push(entry);
  recent.unshift(entry);
  for (const old of recent.splice(MOST_RECENT)) shelf.drop("recent", old.client_id);
  follow(entry);
  say();
  send();
}

function follow(entry) {
  if (entry.undoes) inside[entry.convocation] = entry.wasInside;
  else if (entry.convocation) inside[entry.convocation] = entry.leaves ? GONE : IN;
}

async function undo(entry) {
  await shelf.drop("recent", entry.client_id);
  recent = recent.filter((row) => row.client_id !== entry.client_id);
  if (queue.some((row) => row.client_id === entry.client_id) && !sending) {
    queue = queue.filter((row) => row.client_id !== entry.client_id);
    await shelf.drop("queue", entry.client_id);
    inside[entry.convocation] = entry.leaves ? IN : undefined;
  } else {
    const wasInside = entry.leaves ? IN : undefined;
    const back = { client_id: crypto.randomUUID(), at: new Date().toISOString(), undoes: entry.client_id, wasInside };
    const row = { ...back, convocation: entry.convocation, typed: entry.typed, name: entry.name };
    queue.push(row);
    await shelf.keep("queue", row);
    follow(row);
  }
  confirm(`Saisie annulée : ${entry.name}.`);
  say();
  at("nom").focus();
  send();
}

function next() {
  at("nom").value = "";
  showFound();
  at("nom").focus();
}

// --- Sending ---------------------------------------------------------------------------------------

function send() {
  sending ??= exchange().catch(sayLink).finally(() => { sending = null; });
  return sending;
}

async function exchange() {
  if (over) return;
  if (await isPast()) return forget(PAST);
  const entries = queue.slice(0, MOST_SENT);
  const answer = await fetch(SYNC, {
    method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sent_at: new Date().toISOString(), known: await shelf.fact("roster"), entries: entries.map(bare) }),
  });
  if (answer.status === 410) return forget(PAST);
  if (answer.status === 404 && !queue.length) return forget(CLOSED);
  if (!answer.ok) throw new Error(String(answer.status));
  const told = await answer.json();
  for (const [client, outcome] of Object.entries(told.results)) await answered(client, outcome);
  if (told.closed) return finish(entries, told.results);
  await receive(told);
  if (queue.length && entries.length === MOST_SENT) return exchange();
}

// The desk is closed: the device forgets once everything it kept was received, not before.
async function finish(entries, results) {
  late += entries.length;
  const kept = await shelf.queue();
  if (!kept.length) return forget(late ? `${CLOSED} Ce qui restait à envoyer est reçu : la mission le vérifiera.` : CLOSED);
  if (entries.every((entry) => entry.client_id in results)) return exchange();
  await sayLink();
}

const bare = ({ client_id, at, convocation, typed, leaves, undoes }) =>
  ({ client_id, at, convocation, typed, leaves: Boolean(leaves), undoes });

async function receive(told) {
  if (told.names) await keepNames(told);
  inside = { ...told.inside };
  queue.forEach(follow);
  await shelf.keepFact("inside", told.inside);
  await shelf.keepFact("forgetAt", Date.now() + told.forget_in * 1000);
  await shelf.keepFact("counts", told.counts);
  await shelf.keepFact("at", told.at);
  if (!document.activeElement?.closest("#noms")) showFound();
  say();
}

async function answered(client, outcome) {
  queue = queue.filter((row) => row.client_id !== client);
  await shelf.drop("queue", client);
  const entry = recent.find((row) => row.client_id === client);
  if (!entry) return;
  entry.outcome = outcome;
  await shelf.keep("recent", entry);
}

// --- Saying ----------------------------------------------------------------------------------------

function confirm(words) {
  at("confirmation").textContent = words;
}

async function say() {
  await sayLink();
  if (over) return;
  const counts = await shelf.fact("counts");
  at("voix").textContent = counts ? voices(counts) : "";
  at("suite").hidden = !recent.length;
  at("saisies").replaceChildren(...recent.map(told));
}

async function sayLink() {
  if (over) return;
  const last = await shelf.fact("at");
  const kept = queue.length;
  const since = last ? `, dernier échange à ${last}` : "";
  const waiting = kept === 1 ? "une saisie gardée sur cet appareil" : `${kept} saisies gardées sur cet appareil`;
  const words = kept ? `${navigator.onLine ? "En attente d’envoi" : "Hors ligne"} : ${waiting}${since}.`
    : last ? `${navigator.onLine ? "À jour" : "Hors ligne, tout est envoyé"}${since}.`
      : "Pas encore de liste : cet accueil a besoin du réseau une première fois.";
  if (at("liaison").textContent !== words) at("liaison").textContent = words;
  document.body.classList.toggle("waiting", kept > 0);
}

function voices({ present, proxies, votes, quorum }) {
  const room = `${present} ${present > 1 ? "membres présents" : "membre présent"}, ${proxies} ${proxies > 1 ? "pouvoirs" : "pouvoir"}`;
  if (quorum === null) return `${room}.`;
  return `${room} : quorum ${votes >= quorum ? "atteint" : "non atteint"}, ${votes} pour ${quorum}.`;
}

const OUTCOMES = { conflict: "à départager par la mission", unknown: "hors liste, à vérifier", refused: "non reçue" };

// « 18 h 10 », as everywhere else in the product.
function hourOf(moment) {
  const minutes = moment.getMinutes();
  return `${moment.getHours()}\u00a0h${minutes ? `\u00a0${String(minutes).padStart(2, "0")}` : ""}`;
}

function told(entry) {
  const item = document.createElement("li");
  const pending = queue.some((row) => row.client_id === entry.client_id);
  const outcome = pending ? "à envoyer" : OUTCOMES[entry.outcome] ?? "envoyée";
  const words = document.createElement("span");
  words.textContent = `${entry.leaves ? "Départ" : "Arrivée"} de ${entry.name}, ${hourOf(new Date(entry.at))} : ${outcome}`;
  const back = document.createElement("button");
  back.type = "button";
  back.className = "button quiet";
  back.textContent = "Annuler";
  const whom = document.createElement("span");
  whom.className = "sr-only";
  whom.textContent = ` la saisie de ${entry.name}`;
  back.append(whom);
  back.addEventListener("click", () => undo(entry));
  item.append(words, back);
  return item;
}

// --- Camera ----------------------------------------------------------------------------------------

let camera = null;

async function toggleCamera() {
  camera ??= new Camera(at("vue"), DECODER, scanned);
  const on = at("camera").getAttribute("aria-pressed") === "true";
  try {
    if (on) camera.stop();
    else await camera.start();
  } catch {
    at("etat-camera").textContent = "La caméra n’est pas disponible : cherchez la personne par son nom.";
    return;
  }
  at("camera").setAttribute("aria-pressed", String(!on));
  at("camera").textContent = on ? "Lire les codes avec la caméra" : "Arrêter la caméra";
  at("etat-camera").textContent = on ? "" : "Présentez le code de la convocation.";
}

async function scanned(code) {
  const mark = await markOf(code);
  const person = names.find((row) => row.mark === mark);
  if (person) return note(person, false);
  confirm("Ce code n’est pas celui d’une convocation à cette réunion.");
}

// --- Forgetting ------------------------------------------------------------------------------------
// Never while something is kept that the server has not acknowledged, unless the time of the desk is past.

async function isPast() {
  const end = await shelf.fact("forgetAt");
  return end !== undefined && Date.now() > end;
}

async function forget(why) {
  over = true;
  camera?.stop();
  shelf.close();
  await wipe(SHELF, SCOPE);
  Object.assign(document.body.dataset, { shelf: "" });
  names = queue = recent = [];
  for (const id of ["accueil", "suite", "voix", "confirmation"]) at(id)?.remove();
  at("liaison").textContent = `${why} Les noms ont été effacés de cet appareil.`;
}

// Latest first.
const byTime = (rows) => rows.sort((a, b) => b.at.localeCompare(a.at));
