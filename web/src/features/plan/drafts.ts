import type { PlanDocument } from "./model/document";

/** Unsaved plans on this device. They are in IndexedDB, because large plans exceed the limits of localStorage. */
export interface Draft {
  plan: PlanDocument;
  at: string;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("convite-plans", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("drafts");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no storage"));
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
      const request = work(database.transaction("drafts", mode).objectStore("drafts"));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("no storage"));
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
