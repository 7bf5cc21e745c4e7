import { t } from "@lingui/core/macro";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { PenLine } from "lucide-react";
import { useState } from "react";
import { listState, type Broadcast } from "@/api";
import { allows, useEvent } from "@/features/events";
import { channelLabel } from "@/features/reminders";
import { choiceOf } from "@/lib/choice";
import { dayAndTime } from "@/lib/dates";
import { useEventId } from "@/lib/useEventId";
import { Button, Chip, EmptyState, ListPage } from "@/ui";
import { BroadcastActions } from "../components/BroadcastActions";
import { BroadcastForm } from "../components/BroadcastForm";
import { BroadcastProgress } from "../components/BroadcastProgress";
import { ComingUp } from "../components/ComingUp";
import { kindLabel, kinds, statusLabel } from "../model";
import { useBroadcasts } from "../queries";

/** Messages that the host wrote to many guests. */
export function BroadcastsPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const search = useSearch({ from: "/authenticated/app/events/$eventId/messages" });
  const navigate = useNavigate({ from: "/events/$eventId/messages" });
  const [draft, setDraft] = useState<Broadcast | null>(null);
  const broadcasts = useBroadcasts(eventId);
  const items = broadcasts.data?.pages.flatMap((page) => page.items) ?? [];
  const canSend = event ? allows(event, "send_messages") : false;
  const write = (isOpen: boolean) =>
    void navigate({ search: { write: isOpen || undefined, about: undefined }, replace: true });
  const add = (isLarge: boolean) =>
    canSend && (
      <Button
        tone="filled"
        size={isLarge ? "large" : "medium"}
        icon={<PenLine aria-hidden size={isLarge ? 18 : 16} />}
        onPress={() => write(true)}
      >{t`Write to guests`}</Button>
    );
  const close = () => {
    setDraft(null);
    write(false);
  };
  return (
    <ListPage
      narrow
      title={t`Messages`}
      intro={t`Write to many guests at once. Check who gets it before you send, and see who received it.`}
      actions={items.length > 0 && add(false)}
      list={listState(broadcasts)}
      count={items.length}
      lines={4}
      filters={<ComingUp eventId={eventId} broadcasts={items} zone={event?.timezone ?? "UTC"} />}
      empty={
        <EmptyState drawing="envelope" title={t`No messages yet`} action={add(true)}>
          {t`A save-the-date, a change of plans, a thank-you: each guest reads it in their language.`}
        </EmptyState>
      }
      beside={
        ((canSend && search.write) || draft) && (
          <BroadcastForm
            eventId={eventId}
            broadcast={draft}
            kind={choiceOf(kinds, search.about)}
            onClose={close}
            onSaved={(saved) => {
              if (saved.status === "draft") close();
              else
                void navigate({
                  to: "/events/$eventId/messages/$messageId",
                  params: { eventId, messageId: saved.id },
                });
            }}
          />
        )
      }
    >
      <ul className="divide-y divide-line">
        {items.map((one) => (
          <Row
            key={one.id}
            broadcast={one}
            zone={event?.timezone ?? "UTC"}
            canSend={canSend}
            onEdit={() => setDraft(one)}
          />
        ))}
      </ul>
    </ListPage>
  );
}

interface RowProps {
  broadcast: Broadcast;
  zone: string;
  canSend: boolean;
  onEdit: () => void;
}

function Row({ broadcast, zone, canSend, onEdit }: RowProps) {
  const { id, event_id: eventId, kind, channel, subject, body } = broadcast;
  const { word, tone } = statusLabel(broadcast);
  const moment = broadcast.sent_at ?? broadcast.scheduled_for;
  const name = kind === "message" ? subject || body : kindLabel(kind);
  return (
    <li className="flex items-start gap-4 px-5 py-4">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-2 text-sm font-medium">
          <Link
            to="/events/$eventId/messages/$messageId"
            params={{ eventId, messageId: id }}
            className="min-w-0 truncate underline-offset-2 hover:underline"
          >
            <bdi>{name}</bdi>
          </Link>{" "}
          <Chip tone={tone}>{word}</Chip>
        </p>
        <p className="mt-1 text-sm text-quiet">
          {channelLabel(channel)}
          {moment && (
            <>
              {" "}
              · <time dateTime={moment}>{dayAndTime(moment, zone)}</time>
            </>
          )}
        </p>
        <BroadcastProgress broadcast={broadcast} />
      </div>
      {canSend && <BroadcastActions eventId={eventId} broadcast={broadcast} onEdit={onEdit} />}
    </li>
  );
}
