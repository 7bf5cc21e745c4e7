import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { Seat } from "@/api";
import { cx, Select } from "@/ui";
import { byGroup, seatName, seatState } from "../model";

interface Props { seats: readonly Seat[]; selected: ReadonlySet<string>; onPress: (id: string) => void }

/** The second full way in: table or row first, then the seat, in words. */
export function SeatFinder({ seats, selected, onPress }: Props) {
  const groups = byGroup(seats);
  const names = [...groups.keys()];
  const [name, setName] = useState<string | null>(null);
  const current = name !== null && groups.has(name) ? name : (names[0] ?? null);
  const shown = current === null ? [] : (groups.get(current) ?? []);
  const freeIn = (group: string) => (groups.get(group) ?? []).filter((seat) => seat.status === "free").length;
  return (
    <section aria-label={t`Seats as a list`} className="flex flex-col gap-4">
      <Select
        label={t`Table or row`} className="max-w-xs" value={current} onChange={setName}
        options={names.map((id) => { const free = freeIn(id); return { id, label: id, hint: t`${free} of ${groups.get(id)?.length ?? 0} free` }; })}
      />
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-2">
        {shown.map((seat) => (
          <li key={seat.id}>
            <button
              type="button" aria-pressed={selected.has(seat.id)} aria-label={seatName(seat)} onClick={() => onPress(seat.id)}
              className={cx("flex min-h-12 w-full cursor-pointer flex-col justify-center rounded-control border px-3 py-1.5 text-start text-sm transition", selected.has(seat.id) ? "border-accent-text bg-accent-soft" : "border-line bg-surface hover:border-line-strong")}
            >
              <span className="flex w-full justify-between gap-2 font-medium"><bdi>{seat.seat_number}</bdi>{seat.category && <bdi className="text-xs font-normal text-quiet">{seat.category}</bdi>}</span>
              <span className="w-full truncate text-xs text-quiet" dir="auto">{seat.guest?.name ?? seatState(seat)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
