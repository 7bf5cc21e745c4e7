import { plural, t } from "@lingui/core/macro";
import { Check } from "lucide-react";
import { useState } from "react";
import { Heading, ToggleButton } from "react-aria-components";
import { attendanceWord } from "@/features/guests";
import { seatName } from "@/lib/seatLabels";
import { cx } from "@/ui";
import { candidates, partWord, type Direction } from "../model";
import type { RosterPart } from "../offline/roster";
import type { DoorPerson } from "../offline/state";
import { GateButton } from "./GateButton";

interface Props {
  label: string | null;
  guests: DoorPerson[];
  direction: Direction;
  /** The part of the event that people are checked in to. */
  part: RosterPart | null;
  isPending: boolean;
  onConfirm: (ids: string[]) => void;
  onCancel: () => void;
}

/** Chooses who of a party is here. Everybody who is expected is selected at first. */
export function PartyChoice({
  label,
  guests,
  direction,
  part,
  isPending,
  onConfirm,
  onCancel,
}: Props) {
  const absence = (guest: DoorPerson) => absenceOf(guest, direction === "in" ? part : null);
  const able = candidates(guests, direction);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(able.filter((guest) => !absence(guest)).map((guest) => guest.id)),
  );
  const number = chosen.size;
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <section
      role="dialog"
      aria-modal="true"
      aria-label={t`Who is here?`}
      className="fixed inset-0 z-40 flex flex-col bg-gate-page p-4 text-gate-text sm:p-8"
    >
      <div className="mx-auto flex min-h-0 w-full max-w-2xl flex-1 flex-col gap-5">
        <Heading level={2} className="font-display text-xl" dir="auto">
          {label ?? t`Who is here?`}
        </Heading>
        <ul className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto p-1">
          {guests.map((guest) => {
            const isAble = able.includes(guest);
            return (
              <li key={guest.id}>
                <ToggleButton
                  isSelected={chosen.has(guest.id)}
                  isDisabled={!isAble}
                  onChange={(on) => toggle(guest.id, on)}
                  className={cx(
                    "flex min-h-16 w-full cursor-pointer items-center gap-4 rounded-card border px-4 text-start data-disabled:cursor-default data-disabled:opacity-60 data-focus-visible:outline-gate-text",
                    chosen.has(guest.id) ? "border-gate-text bg-gate-surface" : "border-gate-line",
                  )}
                >
                  <span
                    className={cx(
                      "grid size-8 shrink-0 place-items-center rounded-full border-2",
                      chosen.has(guest.id)
                        ? "border-gate-text bg-gate-text text-gate-page"
                        : "border-gate-line",
                    )}
                  >
                    {chosen.has(guest.id) && <Check aria-hidden size={20} strokeWidth={2.5} />}
                  </span>
                  <span className="min-w-0 flex-1">
                    <span className="block text-lg font-medium" dir="auto">
                      {guest.name}
                    </span>
                    <span className="text-sm text-gate-quiet">
                      {[
                        guest.seat_number && seatName(guest.seat_number),
                        guest.attendance &&
                          guest.attendance !== "not_checked_in" &&
                          attendanceWord(guest.attendance),
                        absence(guest),
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </span>
                </ToggleButton>
              </li>
            );
          })}
        </ul>
        <div className="grid grid-cols-[auto_1fr] gap-3">
          <GateButton onPress={onCancel}>{t`Back`}</GateButton>
          <GateButton
            isFilled
            autoFocus
            isDisabled={number === 0}
            isPending={isPending}
            onPress={() => onConfirm([...chosen])}
          >
            {direction === "in"
              ? plural(number, { one: "Check in # person", other: "Check in # people" })
              : plural(number, { one: "Check out # person", other: "Check out # people" })}
          </GateButton>
        </div>
      </div>
    </section>
  );
}

/** Why somebody isn't expected; empty if they are. */
function absenceOf(guest: DoorPerson, part: RosterPart | null): string {
  if (guest.status === "declined") return t`Not coming`;
  const status = part ? guest.parts?.[part.id] : undefined;
  if (!part || !guest.parts || status === "going" || status === "pending") return "";
  return partWord(part.title, status);
}
