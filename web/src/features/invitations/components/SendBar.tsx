import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type SendChoice } from "@/api";
import { bottomBar, Button, Confirm, Progress, Switch, toast } from "@/ui";
import type { Reach } from "../model";
import { useSending } from "../sending";

interface Props {
  eventId: string;
  /** The invitations by their ids, or by filters that the server applies. */
  choice: SendChoice;
  /** How many of them can be sent by e-mail, and how many can't. */
  reach: Reach;
  isPublished: boolean;
  onDone: () => void;
}

export function SendBar({ eventId, choice, reach, isPublished, onDone }: Props) {
  const [isAsking, setAsking] = useState(false);
  const sending = useSending(eventId, (answer) => {
    toast.show(resultMessage(answer.sent, answer.left_out));
    setAsking(false);
    onDone();
  });
  const { reachable, silent, chosen, answered } = reach;
  const [isAgainWanted, setAgainWanted] = useState(false);
  const isAgain = answered > 0 && (isAgainWanted || reachable === 0);
  const words = plural(isAgain ? reachable + answered : reachable, {
    one: "Send # invitation",
    other: "Send # invitations",
  });
  return (
    <div
      {...bottomBar}
      role="region"
      aria-label={t`Selected invitations`}
      className="sticky bottom-4 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center justify-center gap-2 rounded-card border border-line bg-surface px-4 py-2 shadow-float animate-[rise_var(--motion)_ease-out]"
    >
      <span data-figures className="px-2 text-sm font-medium">
        {plural(chosen, { one: "# selected", other: "# selected" })}
      </span>
      {reachable + answered > 0 && (
        <Button
          size="small"
          tone="filled"
          isDisabled={!isPublished}
          isPending={sending.isRunning}
          onPress={() => setAsking(true)}
        >
          {words}
        </Button>
      )}
      <Button size="small" tone="quiet" onPress={onDone}>{t`Clear`}</Button>
      {sending.progress !== null && (
        <div className="w-40">
          <Progress label={t`Sending`} value={sending.progress * 100} />
        </div>
      )}
      {sending.hasFailed && (
        <span role="alert" className="text-xs text-danger">
          {t`Not all invitations were sent. Send the rest again.`}
        </span>
      )}
      {silent > 0 && (
        <span className="text-xs text-quiet">
          {reachable + answered === 0
            ? t`E-mail can’t reach them. Write by WhatsApp or SMS on the Messages page, or share their links yourself.`
            : plural(silent, {
                one: "# can’t be reached by e-mail",
                other: "# can’t be reached by e-mail",
              })}
        </span>
      )}
      {!isPublished && (
        <span className="text-xs text-quiet">{t`Publish the event before you send invitations.`}</span>
      )}
      <Confirm
        title={words}
        action={words}
        isOpen={isAsking}
        isPending={sending.isRunning}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          sending.start(isAgain ? { ...choice, again: true } : choice, {
            onStarted: () => setAsking(false),
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        <p>{t`Each party gets its own link by e-mail.`}</p>
        {answered > 0 && reachable === 0 && (
          <p>{t`They have already replied. They get the same link once more.`}</p>
        )}
        {answered > 0 && reachable > 0 && (
          <Switch isSelected={isAgainWanted} onChange={setAgainWanted}>
            {plural(answered, {
              one: "Also to # party that has already replied",
              other: "Also to # parties that have already replied",
            })}
          </Switch>
        )}
        {silent > 0 && (
          <p>
            {plural(silent, {
              one: "# party can’t be reached by e-mail: write by WhatsApp or SMS on the Messages page, or share its link yourself.",
              other:
                "# parties can’t be reached by e-mail: write by WhatsApp or SMS on the Messages page, or share their links yourself.",
            })}
          </p>
        )}
      </Confirm>
    </div>
  );
}

function resultMessage(sent: number, leftOut: { reason: string }[]): string {
  const silent = leftOut.filter((one) => one.reason === "no_address").length;
  const sentMessage = plural(sent, {
    one: "# invitation is on its way",
    other: "# invitations are on their way",
  });
  return silent > 0
    ? `${sentMessage} · ${plural(silent, { one: "# can’t be reached by e-mail", other: "# can’t be reached by e-mail" })}`
    : sentMessage;
}
