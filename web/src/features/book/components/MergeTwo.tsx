import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem, type BookGuest } from "@/api";
import { Button, Confirm, Notice, PersonChoices, toast, type PersonLine } from "@/ui";
import { useMergePeople, useUndoMerge } from "../queries";

interface Props {
  guests: BookGuest[];
  onClose: () => void;
  onDone: () => void;
}

/** Merges two people of the address book, after the user has chosen whom to keep. */
export function MergeTwo({ guests, onClose, onDone }: Props) {
  const merge = useMergePeople();
  const undo = useUndoMerge();
  const [keep, setKeep] = useState(guests[0]?.id ?? "");
  const removed = guests.find((one) => one.id !== keep);
  const shared = merge.isError ? sharedEvents(merge.error) : [];
  const only = shared.length === 1 ? shared[0] : undefined;
  const takeBack = (mergeId: string) =>
    undo.mutate(mergeId, {
      onSuccess: () => toast.show(t`Undone`),
      onError: (error) => toast.error(messageOf(error)),
    });
  const run = (offList: string | null) => {
    if (!removed) return;
    merge.mutate(
      { keep, remove: removed.id, off_list: offList },
      {
        onSuccess: ({ name, merge_id }) => {
          toast.show(t`${removed.name} is merged into ${name}`, {
            label: t`Undo`,
            run: () => takeBack(merge_id),
          });
          onClose();
          onDone();
        },
      },
    );
  };
  return (
    <Confirm
      title={t`Merge two people`}
      action={t`Merge`}
      isOpen
      isPending={merge.isPending}
      onClose={onClose}
      onConfirm={() => run(null)}
    >
      <div className="flex flex-col gap-3">
        <PersonChoices
          people={guests}
          linesOf={linesOf}
          value={keep}
          onChange={(id) => {
            merge.reset();
            setKeep(id);
          }}
          isDisabled={merge.isPending}
        />
        <p>
          {t`The other person's events, answers and contacts are added to the one you keep.`}{" "}
          {t`You can undo it for 24 hours.`}
        </p>
        {merge.isError && (
          <Notice tone="warning">
            <p dir="auto">{messageOf(merge.error)}</p>
            {only && (
              <>
                <p className="mt-1">{t`The reply and seat of the one you keep stay; the other's are removed.`}</p>
                <Button
                  size="small"
                  className="mt-3"
                  isPending={merge.isPending}
                  onPress={() => run(only.event_id)}
                >{t`Remove the other from that list and merge`}</Button>
              </>
            )}
          </Notice>
        )}
      </div>
    </Confirm>
  );
}

/** The events on whose lists both are, if that is why the merge was refused. */
function sharedEvents(error: Error): { event_id: string }[] {
  return error instanceof Problem &&
    error.type === "/problems/both-on-list" &&
    Array.isArray(error.body.events)
    ? (error.body.events as { event_id: string }[])
    : [];
}

function linesOf({ email, phone, company, events, event_count }: BookGuest): PersonLine[] {
  const titles = events.slice(0, 3).map((event) => event.title);
  const more = event_count - titles.length;
  return [
    [t`E-mail`, email],
    [t`Phone`, phone],
    [t`Company`, company],
    [t`Events`, [...titles, ...(more > 0 ? [t`and ${more} more`] : [])].join(" · ")],
  ];
}
