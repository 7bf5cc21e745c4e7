import { t } from "@lingui/core/macro";
import { Send } from "lucide-react";
import { useState } from "react";
import { messageOf, Problem, type Invitation } from "@/api";
import { ago } from "@/lib/dates";
import { Button, Confirm, Notice, toast } from "@/ui";
import { useCancel, useRestore, useSend } from "../queries";

interface Props {
  eventId: string;
  row: Invitation;
}

/** Sends and cancels the invitation. It asks before somebody is invited a second time. */
export function InvitationVerbs({ eventId, row, isPublished }: Props & { isPublished: boolean }) {
  const send = useSend(eventId);
  const cancel = useCancel(eventId);
  const takeBack = useTakeBack(eventId, row);
  const [asking, setAsking] = useState<"again" | "cancel" | null>(null);
  const fail = (error: Error) => toast.error(messageOf(error));
  const wasInvited = Boolean(row.sent_at ?? row.responded_at);
  const run = () =>
    send.mutate(
      { id: row.id, again: wasInvited },
      {
        onSuccess: () => {
          setAsking(null);
          toast.show(t`Sent to ${row.label}`);
        },
        // somebody has replied since the page was read
        onError: (error) => (isAnswered(error) ? setAsking("again") : fail(error)),
      },
    );
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-5">
      {row.sent_at && <p className="text-sm text-quiet">{t`Last sent ${ago(row.sent_at)}`}</p>}
      {!isPublished && (
        <p className="text-sm text-quiet">{t`Publish the event before you send invitations.`}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          tone="filled"
          icon={<Send size={16} className="rtl:-scale-x-100" />}
          isDisabled={!isPublished}
          isPending={send.isPending}
          onPress={() => (wasInvited ? setAsking("again") : run())}
        >
          {row.sent_at ? t`Send again` : t`Send invitation`}
        </Button>
        <Button tone="danger" onPress={() => setAsking("cancel")}>{t`Cancel invitation`}</Button>
      </div>
      <Confirm
        title={t`Send the invitation to ${row.label} again?`}
        action={t`Send again`}
        isOpen={asking === "again"}
        isPending={send.isPending}
        onClose={() => setAsking(null)}
        onConfirm={run}
      >
        <p>
          {row.responded_at
            ? t`They have already replied. They get the same link once more.`
            : t`It was sent before. They get the same link once more.`}
        </p>
      </Confirm>
      <Confirm
        title={t`Cancel the invitation of ${row.label}?`}
        action={t`Cancel invitation`}
        cancel={t`Keep invitation`}
        isDanger
        isOpen={asking === "cancel"}
        isPending={cancel.isPending}
        onClose={() => setAsking(null)}
        onConfirm={() =>
          cancel.mutate(row.id, {
            onSuccess: () => {
              setAsking(null);
              toast.show(t`Invitation canceled`, { label: t`Undo`, run: takeBack.run });
            },
            onError: fail,
          })
        }
      >
        <p>{t`Its page says that it is canceled, and the seats of its guests are freed. You can restore it.`}</p>
      </Confirm>
    </section>
  );
}

function isAnswered(error: Error): boolean {
  return error instanceof Problem && error.type.endsWith("/answered");
}

/** Makes a canceled invitation valid again. */
function useTakeBack(eventId: string, row: Invitation) {
  const restore = useRestore(eventId);
  const run = () =>
    restore.mutate(row.id, {
      onSuccess: () => toast.show(t`The invitation of ${row.label} is valid again`),
      onError: (error) => toast.error(messageOf(error)),
    });
  return { run, isPending: restore.isPending };
}

/** Says that the invitation is canceled, and offers to restore it. */
export function Canceled({ eventId, row, canEdit }: Props & { canEdit: boolean }) {
  const { run, isPending } = useTakeBack(eventId, row);
  return (
    <div className="flex flex-col items-start gap-3">
      <Notice tone="warning">{t`This invitation is canceled; its page says so.`}</Notice>
      {canEdit && (
        <Button tone="filled" isPending={isPending} onPress={run}>{t`Restore invitation`}</Button>
      )}
    </div>
  );
}
