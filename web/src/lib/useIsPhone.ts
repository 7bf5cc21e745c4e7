import { useSyncExternalStore } from "react";

const phone = () => window.matchMedia("(width < 40rem)");

function watch(onChange: () => void): () => void {
  const query = phone();
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}

/** Whether the window is as narrow as a phone, as Tailwind's `sm:` divides it. */
export const useIsPhone = (): boolean => useSyncExternalStore(watch, () => phone().matches);
