import { useState } from "react";
import type { Chosen } from "./queries";
import type { Filters } from "./filters";

/** Which guests of a list are selected: some by their ids, or all that match. */
export interface Selection {
  number: number;
  state: "all" | "some" | "none";
  chosen: Chosen;
  has: (id: string) => boolean;
  toggle: (id: string, on: boolean) => void;
  toggleAll: (on: boolean) => void;
  clear: () => void;
}

/** A selection that "all" makes of every guest that matches, loaded or not. */
export function useSelection(
  filters: Filters,
  total: number | null,
  loaded: () => readonly { id: string }[],
): Selection {
  // all of one filter aren't all of another
  const key = JSON.stringify(filters);
  const [kept, setKept] = useState<{ key: string; ids: ReadonlySet<string> | "all" }>({
    key,
    ids: new Set(),
  });
  const ids = kept.ids === "all" && kept.key !== key ? new Set<string>() : kept.ids;
  const set = (next: ReadonlySet<string> | "all") => setKept({ key, ids: next });
  const number = ids === "all" ? (total ?? 0) : ids.size;
  return {
    number,
    state: ids === "all" ? "all" : number > 0 ? "some" : "none",
    chosen: ids === "all" ? { filters } : { ids: [...ids] },
    has: (id) => ids === "all" || ids.has(id),
    toggle: (id, on) => {
      // without one of them it isn't everybody; the others that are loaded stay selected
      const next = new Set(ids === "all" ? loaded().map((row) => row.id) : ids);
      if (on) next.add(id);
      else next.delete(id);
      set(next);
    },
    toggleAll: (on) => set(on ? "all" : new Set()),
    clear: () => set(new Set()),
  };
}
