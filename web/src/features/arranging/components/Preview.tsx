import { plural, t } from "@lingui/core/macro";
import { useMemo } from "react";
import type { Seat } from "@/api";
import { seatInGroup, tableName } from "@/lib/seatLabels";
import { Notice } from "@/ui";
import type { Arrangement } from "../model";

/** The proposed seating by table, and the preferences that couldn't be met. */
export function Preview({
  arrangement,
  seats,
}: {
  arrangement: Arrangement;
  seats: readonly Seat[];
}) {
  const groups = useMemo(() => grouped(arrangement, seats), [arrangement, seats]);
  const placed = arrangement.seats.length;
  const { people, unmet } = arrangement;
  return (
    <div className="flex flex-col gap-4">
      <p>
        {placed === people
          ? plural(people, { one: "# person gets a seat.", other: "All # people get a seat." })
          : t`${placed} of ${people} people get a seat.`}
      </p>
      {unmet.length === 0 ? (
        <Notice tone="positive">{t`Every party stays together and every preference is met.`}</Notice>
      ) : (
        <Notice tone="warning">
          <ul className="flex flex-col gap-1">
            {unmet.map((one, index) => (
              <li key={index}>{unmetMessage(one)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ul className="grid gap-3 sm:grid-cols-2">
        {groups.map(([name, rows]) => (
          <li key={name} className="rounded-control border border-line p-3 text-sm">
            <p className="pb-1 font-medium">
              <bdi>{name}</bdi>
            </p>
            <ul>
              {rows.map((row) => (
                <li key={row.attendee_id} className="flex justify-between gap-2">
                  <span className="min-w-0 truncate" dir="auto">
                    {row.name}
                  </span>
                  <span className="shrink-0 text-quiet">
                    <bdi>{row.number}</bdi>
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

type Row = Arrangement["seats"][number] & { number: string };

function grouped(arrangement: Arrangement, seats: readonly Seat[]): [string, Row[]][] {
  const known = new Map(seats.map((seat) => [seat.id, seat]));
  const groups = new Map<string, Row[]>();
  for (const one of arrangement.seats) {
    const seat = known.get(one.seat_id);
    const name = seat?.table_number
      ? tableName(seat.table_number)
      : seat?.row
        ? t`Row ${seat.row}`
        : t`Seats`;
    const rows = groups.get(name) ?? [];
    rows.push({ ...one, number: seat ? seatInGroup(seat.seat_number) : "" });
    groups.set(name, rows);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true }));
}

function unmetMessage(one: Arrangement["unmet"][number]): string {
  const [first = "", second = ""] = one.parties;
  switch (one.kind) {
    case "together":
      return t`${first} and ${second} don't sit near each other.`;
    case "apart":
      return t`${first} and ${second} share a table.`;
    case "split":
      return t`${first} is split over ${one.pieces ?? 2} places.`;
    case "unseated":
      return plural(one.people ?? 1, {
        one: `# person of ${first} has no seat.`,
        other: `# people of ${first} have no seat.`,
      });
  }
}
