import type { PlanDocument } from "./model/document";

/** Unsaved plans on this device. They are in IndexedDB, because large plans exceed the limits of localStorage. */
export interface Draft {
  plan: PlanDocument;
  at: string;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("convite-plans", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("drafts");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("no storage"));
  });
}

async function within<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  if (typeof indexedDB === "undefined") return undefined;
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const asked = work(database.transaction("drafts", mode).objectStore("drafts"));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error("no storage"));
    });
  } finally {
    database.close();
  }
}

export const keepDraft = (eventId: string, draft: Draft) =>
  within("readwrite", (store) => store.put(draft, eventId)).catch(() => undefined);
export const dropDraft = (eventId: string) =>
  within("readwrite", (store) => store.delete(eventId)).catch(() => undefined);
export const findDraft = (eventId: string) =>
  within("readonly", (store) => store.get(eventId) as IDBRequest<Draft | undefined>).catch(
    () => undefined,
  );
