import { t } from "@lingui/core/macro";
import { ArrowDown, ArrowUp, Plus } from "lucide-react";
import { useState } from "react";
import { listState, messageOf, type EventPart } from "@/api";
import { allows, useEvent } from "@/features/events";
import { dayAndTime } from "@/lib/dates";
import { count } from "@/lib/numbers";
import { useEventId } from "@/lib/useEventId";
import {
  Button,
  Confirm,
  EmptyState,
  IconButton,
  ListCard,
  Menu,
  Page,
  PageHead,
  toast,
} from "@/ui";
import { PartForm } from "../components/PartForm";
import { useParts, usePartsLive, useRemovePart, useSavePart } from "../queries";

/** The parts of the event, such as ceremony, dinner and brunch. */
export function PartsPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const parts = useParts(eventId);
  usePartsLive(eventId);
  const save = useSavePart(eventId);
  const remove = useRemovePart(eventId);
  const [edited, setEdited] = useState<EventPart | "new" | null>(null);
  const [asked, setAsked] = useState<EventPart | null>(null);
  if (!event) return null;
  const canEdit = allows(event, "edit_event");
  const list = parts.data ?? [];
  const fail = (error: Error) => void toast.error(messageOf(error));
  const move = (from: number, to: number) => {
    const order = [...list];
    const [moved] = order.splice(from, 1);
    if (!moved) return;
    order.splice(to, 0, moved);
    order.forEach((part, position) => {
      if (part.position !== position) save.mutate({ id: part.id, position }, { onError: fail });
    });
  };
  const add = canEdit && (
    <Button
      tone="filled"
      icon={<Plus size={16} />}
      onPress={() => setEdited("new")}
    >{t`Add part`}</Button>
  );
  return (
    <Page width="narrow">
      <PageHead title={t`Program`}>
        {t`If the event has several parts, such as ceremony, dinner and brunch, guests reply for each part they're invited to.`}
      </PageHead>
      <ListCard
        title={t`Parts`}
        actions={list.length > 0 && add}
        list={listState(parts)}
        count={list.length}
        lines={2}
        empty={
          <EmptyState
            drawing="list"
            title={t`One event, one reply`}
            action={add}
          >{t`Add the parts of the event if not everybody comes to all of them.`}</EmptyState>
        }
      >
        <ol className="divide-y divide-line">
          {list.map((part, place) => (
            <li key={part.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3">
              <div className="min-w-0 flex-1 basis-48 text-sm">
                <p className="font-medium break-words" dir="auto">
                  {part.title}
                </p>
                <p className="text-quiet">{dayAndTime(part.starts_at, event.timezone)}</p>
                {part.venue_text && (
                  <p className="break-words text-quiet" dir="auto">
                    {part.venue_text}
                  </p>
                )}
                <p className="text-quiet" data-figures>
                  {part.capacity
                    ? t`${count(part.taken)} of ${count(part.capacity)} places taken`
                    : t`${count(part.taken)} coming`}
                  {!part.for_all && <> · {t`by invitation only`}</>}
                </p>
              </div>
              {canEdit && (
                <div className="flex items-center">
                  <IconButton
                    label={t`Move ${part.title} up`}
                    icon={<ArrowUp size={16} />}
                    isDisabled={place === 0 || save.isPending}
                    onPress={() => move(place, place - 1)}
                  />
                  <IconButton
                    label={t`Move ${part.title} down`}
                    icon={<ArrowDown size={16} />}
                    isDisabled={place === list.length - 1 || save.isPending}
                    onPress={() => move(place, place + 1)}
                  />
                  <Menu
                    label={t`More about ${part.title}`}
                    actions={[
                      { id: "edit", label: t`Edit`, onAction: () => setEdited(part) },
                      {
                        id: "remove",
                        label: t`Remove`,
                        isDanger: true,
                        startsGroup: true,
                        onAction: () => setAsked(part),
                      },
                    ]}
                  />
                </div>
              )}
            </li>
          ))}
        </ol>
      </ListCard>
      {edited && (
        <PartForm
          event={event}
          part={edited === "new" ? null : edited}
          position={list.length}
          onClose={() => setEdited(null)}
        />
      )}
      {asked && (
        <Confirm
          title={t`Remove “${asked.title}”?`}
          action={t`Remove part`}
          isDanger
          isOpen
          isPending={remove.isPending}
          onClose={() => setAsked(null)}
          onConfirm={() =>
            remove.mutate(asked.id, { onSuccess: () => setAsked(null), onError: fail })
          }
        >
          <p>{t`The replies for this part are deleted. Replies for the other parts stay.`}</p>
        </Confirm>
      )}
    </Page>
  );
}
