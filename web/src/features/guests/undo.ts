import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { client, messageOf, ok } from "@/api";
import { toast } from "@/ui";

/** Lists of an event that an undo may change. */
const undoneLists = ["guests", "invitations", "stats", "seats"];

/** Returns a function that undoes batches of an event, for the action of a toast. */
export function useUndo(eventId: string) {
  const cache = useQueryClient();
  const undo = async (batches: readonly string[]) => {
    try {
      let kept = 0;
      for (const batch_id of batches) {
        const path = { batch_id };
        kept += (await ok(client.POST("/api/batches/{batch_id}/undo", { params: { path } }))).kept;
      }
      toast.show(kept > 0 ? t`Undone, except for guests who were changed again` : t`Undone`);
    } catch (error) {
      toast.error(messageOf(error));
    }
    await Promise.all(
      undoneLists.map((list) => cache.invalidateQueries({ queryKey: [list, eventId] })),
    );
    await cache.invalidateQueries({ queryKey: ["events", "one", eventId] });
  };
  return (batches: readonly string[]) => ({ label: t`Undo`, run: () => void undo(batches) });
}
