import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Activity, type Attendee } from "@/api";
import { useEvent } from "@/features/events";
import { activityLabel, actorName } from "@/features/insight";
import { useParts } from "@/features/parts";
import { useQuestions } from "@/features/questions";
import { dayAndTime, localZone } from "@/lib/dates";
import { seatName } from "@/lib/seatLabels";
import { Button, LoadError, Skeleton } from "@/ui";
import { changesOf, isTold, type Names } from "../history";
import { useHistory } from "../useHistory";

/** What happened to one guest, newest first. Read once it is opened. */
export function GuestHistory({ eventId, guest }: { eventId: string; guest: Attendee }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="rounded-control border border-line px-4 py-3 text-sm"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="cursor-pointer font-medium">{t`History`}</summary>
      {isOpen && <Entries eventId={eventId} guest={guest} />}
    </details>
  );
}

function Entries({ eventId, guest }: { eventId: string; guest: Attendee }) {
  const history = useHistory(eventId, guest);
  const questions = useQuestions(eventId);
  const parts = useParts(eventId);
  const zone = useEvent(eventId).data?.timezone ?? localZone();
  if (history.isError)
    return <LoadError message={messageOf(history.error)} onRetry={() => void history.refetch()} />;
  if (history.isPending || questions.isPending || parts.isPending) return <Skeleton />;
  const names = { questions: questions.data ?? [], parts: parts.data ?? [] };
  const told = history.data.filter((item) => isTold(item, names));
  return (
    <>
      <ol className="mt-2 divide-y divide-line" aria-label={t`History`}>
        {told.map((item) => (
          <Entry key={item.id} item={item} names={names} zone={zone} />
        ))}
      </ol>
      {history.hasNextPage && (
        <Button
          isPending={history.isFetchingNextPage}
          onPress={() => void history.fetchNextPage()}
        >{t`Show more`}</Button>
      )}
    </>
  );
}

function Entry({ item, names, zone }: { item: Activity; names: Names; zone: string }) {
  const seat = item.data?.seat_number;
  return (
    <li className="py-2.5">
      <p>
        <bdi className="font-medium">{actorName(item)}</bdi>{" "}
        <span className="text-quiet">{activityLabel(item)}</span>
        {typeof seat === "string" && seat !== "" && (
          <>
            {" "}
            · <bdi>{seatName(seat)}</bdi>
          </>
        )}
      </p>
      {changesOf(item, names).map(({ label, before, after }, index) => (
        <p key={index} className="break-words">
          <bdi>{label}</bdi>: <bdi className="text-quiet">{before}</bdi>{" "}
          <span aria-hidden className="inline-block rtl:-scale-x-100">
            →
          </span>
          <span className="sr-only">{t`changed to`}</span> <bdi>{after}</bdi>
        </p>
      ))}
      {item.changes?.invitation_id !== undefined && <p>{t`Moved to another party`}</p>}
      <time dateTime={item.at} className="text-xs text-quiet">
        {dayAndTime(item.at, zone)}
      </time>
    </li>
  );
}
