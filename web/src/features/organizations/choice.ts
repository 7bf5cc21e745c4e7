import { useSyncExternalStore } from "react";
import type { Organization } from "@/api";
import { useOrganizations } from "./queries";

const key = "convite.organization";
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  // other tabs of the browser
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** Keeps the organization that is worked in, on this device; null for all of them. */
export function chooseOrganization(id: string | null): void {
  if (id === null) localStorage.removeItem(key);
  else localStorage.setItem(key, id);
  listeners.forEach((listener) => listener());
}

/** The organization that was chosen, if the user is still in it and in another one; else all of them count. */
export function useChosenOrganization(): Organization | undefined {
  const kept = useSyncExternalStore(subscribe, () => localStorage.getItem(key));
  const all = useOrganizations().data ?? [];
  return all.length > 1 ? all.find((one) => one.id === kept) : undefined;
}
