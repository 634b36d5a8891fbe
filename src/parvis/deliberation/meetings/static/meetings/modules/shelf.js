// What the device keeps of one desk: names, entries not yet sent, a few facts. Everything goes when the desk closes.

const STORES = { names: "id", queue: "client_id", recent: "client_id", facts: "key" };

export async function openShelf(name) {
  const base = await new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(STORES)) asked.result.createObjectStore(store, { keyPath });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  const all = (store) => run(base, store, "readonly", (rows) => rows.getAll());

  return {
    names: () => all("names"),
    queue: () => all("queue"),
    recent: () => all("recent"),
    fact: async (key) => (await run(base, "facts", "readonly", (rows) => rows.get(key)))?.value,
    keep: (store, row) => run(base, store, "readwrite", (rows) => rows.put(row)),
    keepFact: (key, value) => run(base, "facts", "readwrite", (rows) => rows.put({ key, value })),
    drop: (store, key) => run(base, store, "readwrite", (rows) => rows.delete(key)),
    replaceNames: (list) => run(base, "names", "readwrite", (rows) => {
      rows.clear();
      for (const row of list) rows.put(row);
    }),
    close: () => base.close(),
  };
}

// One transaction; the answer is there only once what was written is safe on the disk.
function run(base, store, mode, act) {
  return new Promise((resolve, reject) => {
    const work = base.transaction(store, mode, { durability: "strict" });
    const asked = act(work.objectStore(store));
    work.oncomplete = () => resolve(asked?.result);
    work.onerror = work.onabort = () => reject(work.error);
  });
}

export async function wipe(name, scope) {
  await new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = asked.onerror = asked.onblocked = resolve;
  });
  await caches.delete(name);
  const worker = await navigator.serviceWorker?.getRegistration(scope);
  await worker?.unregister();
}
