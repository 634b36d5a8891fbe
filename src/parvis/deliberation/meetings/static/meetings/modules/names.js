// Finding somebody by part of a name: accents, case and hyphens do not count, words come in any order.

export const MOST_SHOWN = 8;

export function fold(words) {
  return words.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

export function find(names, typed) {
  const parts = fold(typed).split(" ").filter(Boolean);
  if (!parts.length) return [];
  return names.filter(({ folded }) => parts.every((part) => folded.split(" ").some((word) => word.startsWith(part))));
}

// The device holds the print of each convocation, not the key of its private page.
export async function markOf(code) {
  const key = code.match(/\/convocation\/([\w-]+)/)?.[1] ?? code.trim();
  const print = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return [...new Uint8Array(print)].map((octet) => octet.toString(16).padStart(2, "0")).join("").slice(0, 24);
}
