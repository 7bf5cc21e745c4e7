import { plural, t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { listState, messageOf, type EventRow, type JoinRequest } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useQuestions } from "@/features/questions";
import { useEventId } from "@/lib/useEventId";
import { EmptyState, LinkButton, ListPage, Meter, Select, toast } from "@/ui";
import { DecisionBar } from "../components/DecisionBar";
import { DeclineDialog } from "../components/DeclineDialog";
import { RequestCard } from "../components/RequestCard";
import { placesLeft, statuses, statusLabel, type RequestStatus } from "../model";
import { useDecide, useRequests, useUndo, type Decision } from "../queries";

/** Who asks to join, and the host's answers. */
export function RequestsPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const { status = "pending" }: { status?: RequestStatus } = useSearch({ strict: false });
  const navigate = useNavigate();
  const requests = useRequests(eventId, status);
  const questions = useQuestions(eventId).data ?? [];
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [toDecline, setToDecline] = useState<JoinRequest[]>([]);
  const decide = useDecisions(eventId, () => {
    setSelected(new Set());
    setToDecline([]);
  });
  const items = requests.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = items.filter((one) => selected.has(one.id));
  const canDecide = event ? allows(event, "edit_guests") : false;
  const left = event ? placesLeft(event) : null;
  const accept = (some: JoinRequest[]) =>
    decide.run({ ids: some.map((one) => one.id), status: "accepted" });
  return (
    <ListPage
      title={t`Requests`}
      intro={t`A request takes no place until you accept it. Whoever asked is told ten seconds after your answer, so you can undo it.`}
      actions={<LinkButton href={`/events/${eventId}/waitlist`}>{t`Waiting list`}</LinkButton>}
      list={listState(requests)}
      count={items.length}
      isFiltered
      filters={
        <div className="flex flex-wrap items-end justify-between gap-6 border-b border-line px-5 py-4">
          <Select
            label={t`Show`}
            value={status}
            onChange={(next) => void navigate({ to: ".", search: { status: next } })}
            options={statuses.map((id) => ({ id, label: statusLabel(id) }))}
          />
          {event && event.capacity !== null && <Places event={event} />}
        </div>
      }
      noMatch={
        status === "pending" ? (
          <NobodyAsks event={event} />
        ) : (
          <p className="p-8 text-center text-sm text-quiet">{t`Nobody here.`}</p>
        )
      }
      empty={<NobodyAsks event={event} />}
      beside={
        <>
          {toDecline.length > 0 && (
            <DeclineDialog
              requests={toDecline}
              isPending={decide.isPending}
              onClose={() => setToDecline([])}
              onDecline={(host_message) =>
                decide.run({
                  ids: toDecline.map((one) => one.id),
                  status: "declined",
                  host_message,
                })
              }
            />
          )}
        </>
      }
    >
      <ul className="grid gap-4 bg-page p-4 sm:grid-cols-2 xl:grid-cols-3">
        {items.map((one) => (
          <RequestCard
            key={one.id}
            request={one}
            questions={questions}
            canDecide={canDecide}
            isSelected={selected.has(one.id)}
            onSelect={(on) =>
              setSelected(
                (old) => new Set(on ? [...old, one.id] : [...old].filter((id) => id !== one.id)),
              )
            }
            onAccept={() => accept([one])}
            onDecline={() => setToDecline([one])}
          />
        ))}
      </ul>
      {chosen.length > 0 && (
        <DecisionBar
          chosen={chosen}
          left={left}
          isPending={decide.isPending}
          onAccept={() => accept(chosen)}
          onDecline={() => setToDecline(chosen)}
          onClear={() => setSelected(new Set())}
        />
      )}
    </ListPage>
  );
}

function NobodyAsks({ event }: { event: EventRow | undefined }) {
  return (
    <EmptyState
      drawing="envelope"
      title={t`Nobody is waiting`}
      action={
        event &&
        event.status === "published" && (
          <LinkButton
            size="large"
            tone="filled"
            href={`/e/${event.slug}`}
            target="_blank"
          >{t`Open the event's page`}</LinkButton>
        )
      }
    >{t`People ask on the event's page. Share its link, and their requests appear here.`}</EmptyState>
  );
}

/** Decides, says what happened, and offers to undo it while nobody has been told. */
function useDecisions(eventId: string, onDone: () => void) {
  const decide = useDecide(eventId);
  const undo = useUndo(eventId);
  const fail = (error: Error) => void toast.error(messageOf(error));
  const run = (decision: Decision) =>
    decide.mutate(decision, {
      onError: fail,
      onSuccess: ({ items, left_out }) => {
        onDone();
        const [first] = left_out;
        if (first) toast.error(first.reason);
        if (!items.length) return;
        const text =
          decision.status === "accepted"
            ? plural(items.length, { one: "# request accepted", other: "# requests accepted" })
            : plural(items.length, { one: "# request declined", other: "# requests declined" });
        toast.show(text, {
          label: t`Undo`,
          run: () =>
            undo.mutate(
              items.map((one) => one.id),
              { onError: fail },
            ),
        });
      },
    });
  return { run, isPending: decide.isPending };
}

function Places({ event }: { event: EventRow }) {
  const capacity = event.capacity ?? 0;
  const going = event.going_count;
  return (
    <div className="w-full sm:w-72">
      <Meter
        label={t`Places`}
        value={going}
        max={capacity}
        text={t`${going} of ${capacity} taken`}
      />
    </div>
  );
}
