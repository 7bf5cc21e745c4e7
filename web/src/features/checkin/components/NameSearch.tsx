import { t } from "@lingui/core/macro";
import { Search } from "lucide-react";
import { memo, useMemo, useState } from "react";
import { Button, Input, Label, TextField } from "react-aria-components";
import type { AttendeeStatus } from "@/api";
import { answerWord, attendanceWord } from "@/features/guests";
import { seatName } from "@/lib/seatLabels";
import { attendanceAt } from "../offline/part";
import type { Lookup, RosterPart, RosterPerson } from "../offline/roster";

/** Searches the offline roster by name, from two letters on. */
export const NameSearch = memo(function NameSearch({
  lookup,
  part = null,
  onPick,
}: {
  lookup: Lookup | null;
  /** The part at whose door they are: it shows who came to that part. */
  part?: RosterPart | null;
  onPick: (person: RosterPerson) => void;
}) {
  const [text, setText] = useState("");
  const isSearching = text.trim().length >= 2;
  const found = useMemo(
    () => (isSearching && lookup ? lookup.search(text) : []),
    [isSearching, lookup, text],
  );
  return (
    <section className="flex flex-col gap-3">
      <TextField value={text} onChange={setText} className="flex flex-col gap-2">
        <Label className="text-base text-gate-quiet">{t`Search by name`}</Label>
        <div className="relative">
          <Search
            aria-hidden
            size={20}
            className="pointer-events-none absolute inset-y-0 start-4 my-auto text-gate-quiet"
          />
          <Input
            dir="auto"
            autoComplete="off"
            className="h-13 w-full rounded-control border border-gate-line bg-gate-surface ps-12 pe-4 text-lg text-gate-text data-focused:border-gate-text"
          />
        </div>
      </TextField>
      <ul aria-live="polite" className="flex flex-col gap-2">
        {found.map((person) => (
          <li key={person.id}>
            <Button
              onPress={() => {
                setText("");
                onPick(person);
              }}
              className="flex min-h-14 w-full cursor-pointer items-center justify-between gap-4 rounded-control border border-gate-line px-4 text-start transition hover:border-gate-quiet hover:bg-gate-surface data-focus-visible:outline-gate-text"
            >
              <span className="min-w-0">
                <span className="block text-lg" dir="auto">
                  {person.name}
                </span>
                {person.party && (
                  <span className="block truncate text-sm text-gate-quiet" dir="auto">
                    {person.party}
                  </span>
                )}
              </span>
              <span className="shrink-0 text-end text-sm text-gate-quiet">
                {stateWord(person, part)}
                {person.seat_number && <bdi className="block">{seatName(person.seat_number)}</bdi>}
              </span>
            </Button>
          </li>
        ))}
        {isSearching && found.length === 0 && (
          <li className="px-1 text-gate-quiet">
            {lookup ? t`No guest with that name` : t`The list isn't here yet`}
          </li>
        )}
      </ul>
    </section>
  );
});

/** Where somebody is; their answer if they haven't come yet. */
function stateWord(person: RosterPerson, part: RosterPart | null): string {
  const attendance = attendanceAt(person, part?.id);
  return attendance === "not_checked_in"
    ? answerWord(person.status as AttendeeStatus).word
    : attendanceWord(attendance);
}
