import { t } from "@lingui/core/macro";
import { messageOf, type EventRow } from "@/api";
import { toast } from "@/ui";
import { useChangeEvent } from "./queries";

/** Puts an event away, or back on the list, with an undo. */
export function useArchive(event: Pick<EventRow, "id" | "title">) {
  const change = useChangeEvent(event.id);
  const archive = (archived: boolean) =>
    change.mutate(
      { archived },
      {
        onSuccess: () =>
          toast.show(
            archived ? t`“${event.title}” was archived` : t`“${event.title}” is on the list again`,
            { label: t`Undo`, run: () => archive(!archived) },
          ),
        onError: (error) => toast.error(messageOf(error)),
      },
    );
  return { archive, isPending: change.isPending };
}
