import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Invitation, type ManySent } from "@/api";
import { bottomBar, Button, Confirm, toast } from "@/ui";
import { canBeSent, hasAddress } from "../model";
import { useSendMany } from "../queries";

interface Props {
  eventId: string;
  rows: Invitation[];
  isPublished: boolean;
  onDone: () => void;
}

export function SendBar({ eventId, rows, isPublished, onDone }: Props) {
  const send = useSendMany(eventId);
  const [isAsking, setAsking] = useState(false);
  const open = rows.filter(canBeSent);
  const ready = open.filter(hasAddress);
  const number = ready.length;
  const silent = open.length - number;
  const words = plural(number, { one: "Send # invitation", other: "Send # invitations" });
  const run = () =>
    send.mutate(
      ready.map((row) => row.id),
      {
        onSuccess: (answer) => {
          toast.show(resultMessage(answer, number));
          setAsking(false);
          onDone();
        },
        onError: (error) => toast.error(messageOf(error)),
      },
    );
  return (
    <div
      {...bottomBar}
      role="region"
      aria-label={t`Selected invitations`}
      className="sticky bottom-4 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center justify-center gap-2 rounded-card border border-line bg-surface px-4 py-2 shadow-float animate-[rise_var(--motion)_ease-out]"
    >
      <span data-figures className="px-2 text-sm font-medium">
        {plural(rows.length, { one: "# selected", other: "# selected" })}
      </span>
      <Button
        size="small"
        tone="filled"
        isDisabled={number === 0 || !isPublished}
        onPress={() => setAsking(true)}
      >
        {words}
      </Button>
      <Button size="small" tone="quiet" onPress={onDone}>{t`Clear`}</Button>
      {isPublished && number === 0 && open.length > 0 && (
        <span className="text-xs text-quiet">{t`They have no e-mail address. Share their links yourself.`}</span>
      )}
      {!isPublished && (
        <span className="text-xs text-quiet">{t`Publish the event before you send invitations.`}</span>
      )}
      <Confirm
        title={words}
        action={words}
        isOpen={isAsking}
        isPending={send.isPending}
        onClose={() => setAsking(false)}
        onConfirm={run}
      >
        <p>{t`Each party gets its own link by e-mail.`}</p>
        {silent > 0 && (
          <p>
            {plural(silent, {
              one: "# party has no e-mail address: share its link yourself.",
              other: "# parties have no e-mail address: share their links yourself.",
            })}
          </p>
        )}
      </Confirm>
    </div>
  );
}

function resultMessage(answer: ManySent, requested: number): string {
  const sent = "sent" in answer ? answer.sent : requested;
  const leftOut = "left_out" in answer ? answer.left_out : [];
  const silent = leftOut.filter((one) => one.reason === "no_address").length;
  const sentMessage = plural(sent, {
    one: "# invitation is on its way",
    other: "# invitations are on their way",
  });
  return silent > 0
    ? `${sentMessage} · ${plural(silent, { one: "# has no e-mail address", other: "# have no e-mail address" })}`
    : sentMessage;
}
