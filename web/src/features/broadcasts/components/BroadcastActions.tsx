import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { messageOf, type Broadcast } from "@/api";
import { Confirm, Menu, toast } from "@/ui";
import { channels, isMoving, notReached, progressOf, tryLabel } from "../model";
import { useDelete, useRetryBy, useVerb, type Verb } from "../queries";

interface Props {
  eventId: string;
  broadcast: Broadcast;
  onEdit: () => void;
  onDeleted?: () => void;
}

/** What can be done with a message in its state. */
export function BroadcastActions({ eventId, broadcast, onEdit, onDeleted }: Props) {
  const verb = useVerb(eventId);
  const remove = useDelete(eventId);
  const retryBy = useRetryBy(eventId);
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const open = (made: Broadcast) =>
    void navigate({
      to: "/events/$eventId/messages/$messageId",
      params: { eventId, messageId: made.id },
    });
  const fail = (error: Error) => void toast.error(messageOf(error));
  const run = (name: Verb) => verb.mutate({ id: broadcast.id, verb: name }, { onError: fail });
  const { status } = broadcast;
  const is = (...known: Broadcast["status"][]) => known.includes(status);
  const action = (id: string, label: string, onAction: () => void, isOffered: boolean) =>
    isOffered ? [{ id, label, onAction }] : [];
  const actions = [
    ...action("edit", t`Edit`, onEdit, is("draft", "scheduled")),
    ...action("unschedule", t`Unschedule`, () => run("unschedule"), is("scheduled")),
    ...action("pause", t`Pause`, () => run("pause"), isMoving(broadcast)),
    ...action("resume", t`Resume`, () => run("resume"), is("paused")),
    ...action(
      "retry",
      t`Retry failed messages`,
      () => run("retry"),
      is("sent", "sending") && progressOf(broadcast).failed > 0,
    ),
    ...(is("sent", "sending") && notReached(broadcast) > 0
      ? channels
          .filter((one) => one !== broadcast.channel)
          .map((channel) => ({
            id: `by-${channel}`,
            label: tryLabel(channel),
            onAction: () =>
              retryBy.mutate({ id: broadcast.id, channel }, { onError: fail, onSuccess: open }),
          }))
      : []),
    ...(is("scheduled", "paused") || isMoving(broadcast)
      ? [
          {
            id: "cancel",
            label: t`Cancel message`,
            isDanger: true,
            startsGroup: true,
            onAction: () => setAsking(true),
          },
        ]
      : []),
    ...(is("draft")
      ? [
          {
            id: "delete",
            label: t`Delete`,
            isDanger: true,
            startsGroup: true,
            onAction: () =>
              remove.mutate(broadcast.id, { onError: fail, onSuccess: () => onDeleted?.() }),
          },
        ]
      : []),
  ];
  if (actions.length === 0) return null;
  return (
    <>
      <Menu label={t`More`} actions={actions} />
      <Confirm
        title={t`Cancel this message?`}
        action={t`Cancel message`}
        isDanger
        isOpen={isAsking}
        isPending={verb.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          run("cancel");
          setAsking(false);
        }}
      >
        <p>{t`Guests who haven't received it yet won't get it. Messages already sent can't be recalled.`}</p>
      </Confirm>
    </>
  );
}
