import { t } from "@lingui/core/macro";
import { messageOf, type EventRow, type Invitation } from "@/api";
import { useEventVerb } from "@/features/events";
import { toast } from "@/ui";
import { useSend } from "../queries";

/** Sends a new invitation, after publishing the event if it is still a draft. A failure leaves the invitation unsent. */
export function useDeliver(event: EventRow | undefined) {
  const publish = useEventVerb(event?.id ?? "");
  const send = useSend(event?.id ?? "");
  return async (row: Invitation): Promise<void> => {
    try {
      if (event?.status === "draft") await publish.mutateAsync("publish");
      await send.mutateAsync({ id: row.id });
      toast.show(t`Sent to ${row.label}`);
    } catch (error) {
      toast.error(t`The invitation was created but not sent. ${messageOf(error)}`);
    }
  };
}
