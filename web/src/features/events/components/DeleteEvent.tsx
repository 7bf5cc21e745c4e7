import { t } from "@lingui/core/macro";
import { messageOf, type EventRow } from "@/api";
import { typeable } from "@/lib/typeable";
import { Confirm, toast } from "@/ui";
import { useDeleteEvent, useEventVerb } from "../queries";

interface Props {
  event: Pick<EventRow, "id" | "title">;
  isOpen: boolean;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Deletes the event once its name was typed. It can be restored for 30 days. */
export function DeleteEvent({ event, isOpen, onClose, onDeleted }: Props) {
  const verb = useEventVerb(event.id);
  const remove = useDeleteEvent(event.id);
  const fail = (error: Error) => toast.error(messageOf(error));
  const restore = () =>
    verb.mutate("restore", {
      onSuccess: () => toast.show(t`“${event.title}” was restored`),
      onError: fail,
    });
  return (
    <Confirm
      title={t`Delete “${event.title}”?`}
      action={t`Delete event`}
      isDanger
      typed={typeable(event.title)}
      isOpen={isOpen}
      isPending={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => {
            onClose();
            toast.show(t`“${event.title}” was deleted`, { label: t`Undo`, run: restore });
            onDeleted?.();
          },
          onError: fail,
        })
      }
    >
      <p>{t`Its invitations stop working. You can restore it from the list of events for 30 days.`}</p>
    </Confirm>
  );
}
