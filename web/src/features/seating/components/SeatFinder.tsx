import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import type { Seat } from "@/api";
import { seatInGroup, tableName } from "@/lib/seatLabels";
import type { Group, Section } from "@/lib/seatcanvas/sections";
import { Button, cx, Select } from "@/ui";
import { seatDescription, seatState } from "../model";

interface Props {
  seats: readonly Seat[];
  /** Indexes into `seats`, by section and row. */
  sections: readonly Section[];
  selected: ReadonlySet<string>;
  onPress: (id: string) => void;
  onSight: (seats: Seat[]) => void;
}

const PAGE_SIZE = 120;

const nameOf = (group: Group) =>
  group.isTable ? tableName(group.name) : group.name ? t`Row ${group.name}` : t`Seats`;

/** The accessible alternative to the map: section, then table or row, then seat. Only the seats of one row are rendered. */
export function SeatFinder({ seats, sections, selected, onPress, onSight }: Props) {
  const [sectionId, setSection] = useState<string | null>(null);
  const [groupName, setGroup] = useState<string | null>(null);
  const [shownCount, setShownCount] = useState(PAGE_SIZE);
  const section = sections.find((one) => one.id === sectionId) ?? sections[0];
  const group = section?.groups.find((one) => one.name === groupName) ?? section?.groups[0];
  const all = group?.seats ?? [];
  const shown = all.slice(0, shownCount).flatMap((index) => seats[index] ?? []);
  const hint = (places: readonly number[]) => {
    const free = places.reduce((sum, index) => sum + (seats[index]?.status === "free" ? 1 : 0), 0);
    return t`${free} of ${places.length} free`;
  };
  useEffect(() => onSight(shown));
  return (
    <section aria-label={t`Seats as a list`} className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-4">
        {sections.length > 1 && (
          <Select
            label={t`Section`}
            className="w-full max-w-xs"
            value={section?.id ?? null}
            onChange={(id) => {
              setSection(id);
              setGroup(null);
              setShownCount(PAGE_SIZE);
            }}
            options={sections.map((one) => ({
              id: one.id,
              label: one.name || t`Other seats`,
              hint: hint(one.seats),
            }))}
          />
        )}
        <Select
          label={t`Table or row`}
          className="w-full max-w-xs"
          value={group?.name ?? null}
          onChange={(name) => {
            setGroup(name);
            setShownCount(PAGE_SIZE);
          }}
          options={(section?.groups ?? []).map((one) => ({
            id: one.name,
            label: nameOf(one),
            hint: hint(one.seats),
          }))}
        />
      </div>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-2">
        {shown.map((seat) => (
          <li key={seat.id}>
            <button
              type="button"
              aria-pressed={selected.has(seat.id)}
              aria-label={seatDescription(seat)}
              onClick={() => onPress(seat.id)}
              className={cx(
                "flex min-h-12 w-full cursor-pointer flex-col justify-center rounded-control border px-3 py-1.5 text-start text-sm transition",
                selected.has(seat.id)
                  ? "border-accent-text bg-accent-soft"
                  : "border-line bg-surface hover:border-line-strong",
              )}
            >
              <span className="flex w-full justify-between gap-2 font-medium">
                <bdi>{seatInGroup(seat.seat_number)}</bdi>
                {seat.category && (
                  <bdi className="text-xs font-normal text-quiet">{seat.category}</bdi>
                )}
              </span>
              <span className="w-full truncate text-xs text-quiet" dir="auto">
                {seat.guest?.name ?? seatState(seat)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {all.length > shownCount && (
        <Button
          className="self-start"
          onPress={() => setShownCount(shownCount + PAGE_SIZE)}
        >{t`Show more`}</Button>
      )}
    </section>
  );
}
