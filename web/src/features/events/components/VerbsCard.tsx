import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { messageOf, type EventRow } from "@/api";
import { Button, Card, toast } from "@/ui";
import { publishedText } from "../model";
import { useEventVerb } from "../queries";
import { useArchive } from "../useArchive";
import { CancelEvent } from "./CancelEvent";
import { DeleteEvent } from "./DeleteEvent";
import { DuplicateEvent } from "./DuplicateEvent";
import { Verb } from "./Verb";

export function VerbsCard({ event }: { event: EventRow }) {
  const navigate = useNavigate();
  const verb = useEventVerb(event.id);
  const [confirming, setConfirming] = useState<"cancel" | "delete" | "duplicate" | null>(null);
  const archiving = useArchive(event);
  const isArchived = event.archived_at !== null;
  const fail = (error: Error) => toast.error(messageOf(error));
  return (
    <Card title={t`Manage event`}>
      <ul className="divide-y divide-line">
        {event.status === "draft" && (
          <Verb words={t`Publish it: invitations can go out and guests can reply.`}>
            <Button
              tone="filled"
              isPending={verb.isPending}
              isDisabled={!event.starts_at}
              onPress={() =>
                verb.mutate("publish", {
                  onSuccess: () => toast.show(publishedText(event)),
                  onError: fail,
                })
              }
            >{t`Publish`}</Button>
          </Verb>
        )}
        <Verb
          words={t`The copy has its program, questions and seats, but no guests. All its dates move along.`}
        >
          <Button onPress={() => setConfirming("duplicate")}>{t`Duplicate`}</Button>
        </Verb>
        {event.status === "canceled" && (
          <Verb
            words={t`Guests were told that it was canceled. Reopened, it is a draft: publish it and tell them that it takes place.`}
          >
            <Button
              isPending={verb.isPending}
              onPress={() =>
                verb.mutate("restore", {
                  onSuccess: () => toast.show(t`“${event.title}” is a draft again`),
                  onError: fail,
                })
              }
            >{t`Reopen as draft`}</Button>
          </Verb>
        )}
        {(event.status === "draft" || event.status === "published") && (
          <Verb words={t`Held seats are released and every guest is notified.`}>
            <Button tone="danger" onPress={() => setConfirming("cancel")}>{t`Cancel event`}</Button>
          </Verb>
        )}
        <Verb
          words={
            isArchived
              ? t`Shown under archived events only.`
              : t`It leaves the list of events, and nothing else changes.`
          }
        >
          <Button isPending={archiving.isPending} onPress={() => archiving.archive(!isArchived)}>
            {isArchived ? t`Move out of archive` : t`Archive`}
          </Button>
        </Verb>
        <Verb words={t`It disappears for everyone. You can restore it for 30 days.`}>
          <Button tone="danger" onPress={() => setConfirming("delete")}>{t`Delete event`}</Button>
        </Verb>
      </ul>
      <DuplicateEvent
        event={event}
        isOpen={confirming === "duplicate"}
        onClose={() => setConfirming(null)}
      />
      <CancelEvent
        event={event}
        isOpen={confirming === "cancel"}
        onClose={() => setConfirming(null)}
      />
      <DeleteEvent
        event={event}
        isOpen={confirming === "delete"}
        onClose={() => setConfirming(null)}
        onDeleted={() => void navigate({ to: "/events" })}
      />
    </Card>
  );
}
