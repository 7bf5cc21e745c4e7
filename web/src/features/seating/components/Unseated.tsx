import { t } from "@lingui/core/macro";
import type { Attendee } from "@/api";
import { AnswerChip } from "@/features/guests";
import { count } from "@/lib/numbers";
import { Button, Card, cx, SearchField } from "@/ui";

interface Props {
  people: Attendee[];
  total: number | null;
  text: string;
  onText: (text: string) => void;
  guestToSeat: string | null;
  onPick: (person: Attendee) => void;
  onGather: (invitationId: string) => void;
  hasMore: boolean;
  onMore: () => void;
}

/** Guests without a seat, grouped by party. Tap a guest, then a seat to place them. */
export function Unseated({
  people,
  total,
  text,
  onText,
  guestToSeat,
  onPick,
  onGather,
  hasMore,
  onMore,
}: Props) {
  const sorted = [...people].sort(
    (a, b) =>
      (a.party ?? "").localeCompare(b.party ?? "") ||
      (a.invitation_id ?? "").localeCompare(b.invitation_id ?? "") ||
      a.name.localeCompare(b.name),
  );
  /** Whether others of the party are waiting for a seat, too. */
  const isTogether = ({ id, invitation_id }: Attendee) =>
    people.some((other) => other.id !== id && other.invitation_id === invitation_id);
  return (
    <Card
      flush
      title={t`Without a seat`}
      actions={
        <span data-figures className="text-sm text-quiet">
          {count(total ?? people.length)}
        </span>
      }
    >
      <div className="px-5 py-2">
        <SearchField label={t`Find a person`} value={text} onChange={onText} />
      </div>
      {sorted.length === 0 && (
        <p className="px-5 py-6 text-sm text-quiet">
          {text ? t`No matching guests` : t`Nobody on the list is without a seat.`}
        </p>
      )}
      <ul className="max-h-96 overflow-y-auto">
        {sorted.map((person, index) => {
          const isFirst = person.party && sorted[index - 1]?.invitation_id !== person.invitation_id;
          return (
            <li key={person.id}>
              {isFirst && (
                <p className="flex items-center justify-between gap-2 px-5 pt-3 pb-1 text-xs text-quiet">
                  <span className="min-w-0 truncate" dir="auto">
                    {person.party}
                  </span>
                  {person.invitation_id && isTogether(person) && (
                    <Button
                      size="small"
                      tone="quiet"
                      aria-label={t`Seat ${person.party ?? ""} together`}
                      onPress={() => onGather(person.invitation_id ?? "")}
                    >{t`Seat together`}</Button>
                  )}
                </p>
              )}
              <button
                type="button"
                aria-pressed={guestToSeat === person.id}
                onClick={() => onPick(person)}
                className={cx(
                  "flex min-h-9 w-full cursor-pointer items-center justify-between gap-3 px-5 py-1.5 text-start text-sm transition hover:bg-hover",
                  guestToSeat === person.id && "bg-accent-soft font-medium",
                )}
              >
                <span className="min-w-0 truncate" dir="auto">
                  {person.name}
                </span>
                {person.status !== "going" && <AnswerChip status={person.status} />}
              </button>
            </li>
          );
        })}
      </ul>
      {hasMore && (
        <div className="p-3 text-center">
          <Button size="small" onPress={onMore}>{t`Show more`}</Button>
        </div>
      )}
    </Card>
  );
}
