import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Webhook } from "@/api";
import { Button, Chip, Confirm, Menu, toast } from "@/ui";
import { health } from "../model";
import {
  useChangeWebhook,
  useDeleteWebhook,
  useEnableWebhook,
  useRotateSecret,
  useTestWebhook,
} from "../queries";

/** A webhook in the list: how it is, and what can be done with it. */
export function WebhookRow({
  webhook,
  onEdit,
  onLog,
  onSecret,
}: {
  webhook: Webhook;
  onEdit: () => void;
  onLog: () => void;
  onSecret: (secret: string) => void;
}) {
  const change = useChangeWebhook(webhook.id);
  const enable = useEnableWebhook(webhook.id);
  const test = useTestWebhook(webhook.id);
  const [asked, setAsked] = useState<"rotate" | "delete" | null>(null);
  const { word, tone, note } = health(webhook);
  const onError = (error: Error) => void toast.error(messageOf(error));
  const isOn = webhook.status === "enabled";
  const sendTest = () =>
    test.mutate(null, {
      onSuccess: () => {
        toast.show(t`Test sent`);
        onLog();
      },
      onError,
    });
  const actions = [
    { id: "edit", label: t`Edit`, onAction: onEdit },
    ...(isOn
      ? [
          { id: "test", label: t`Send test`, onAction: sendTest },
          {
            id: "pause",
            label: t`Pause`,
            onAction: () => change.mutate({ is_enabled: false }, { onError }),
          },
        ]
      : []),
    { id: "rotate", label: t`Change secret`, onAction: () => setAsked("rotate") },
    {
      id: "delete",
      label: t`Delete`,
      isDanger: true,
      startsGroup: true,
      onAction: () => setAsked("delete"),
    },
  ];
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-5 py-4">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {webhook.description && <bdi className="min-w-0 break-words">{webhook.description}</bdi>}
          <Chip tone={tone}>{word}</Chip>
        </p>
        <p className="mt-1 text-sm">
          <bdi dir="ltr" className="break-all">
            {webhook.url}
          </bdi>
        </p>
        <p className="mt-1 text-sm text-quiet">
          {plural(webhook.facts.length, { one: "# kind of update", other: "# kinds of updates" })}
          {" · "}
          {note}
        </p>
      </div>
      <div className="flex items-center gap-2">
        {!isOn && (
          <Button
            size="small"
            tone="filled"
            isPending={enable.isPending}
            onPress={() => enable.mutate(null, { onError })}
          >{t`Turn on`}</Button>
        )}
        <Button size="small" onPress={onLog}>{t`Deliveries`}</Button>
        <Menu label={t`More actions for ${webhook.url}`} actions={actions} />
      </div>
      <Questions
        webhook={webhook}
        asked={asked}
        onClose={() => setAsked(null)}
        onSecret={onSecret}
      />
    </li>
  );
}

function Questions({
  webhook,
  asked,
  onClose,
  onSecret,
}: {
  webhook: Webhook;
  asked: "rotate" | "delete" | null;
  onClose: () => void;
  onSecret: (secret: string) => void;
}) {
  const rotate = useRotateSecret(webhook.id);
  const remove = useDeleteWebhook(webhook.id);
  const onError = (error: Error) => void toast.error(messageOf(error));
  return (
    <>
      <Confirm
        title={t`Change the secret?`}
        action={t`Change secret`}
        isOpen={asked === "rotate"}
        isPending={rotate.isPending}
        onClose={onClose}
        onConfirm={() =>
          rotate.mutate(null, {
            onSuccess: ({ secret }) => {
              onClose();
              onSecret(secret);
            },
            onError,
          })
        }
      >
        <p>{t`You get a new secret. For 24 hours, deliveries are signed with both, so that nothing is lost while you change your receiver.`}</p>
      </Confirm>
      <Confirm
        title={t`Delete this webhook?`}
        action={t`Delete webhook`}
        isDanger
        isOpen={asked === "delete"}
        isPending={remove.isPending}
        onClose={onClose}
        onConfirm={() =>
          remove.mutate(null, {
            onSuccess: () => {
              onClose();
              toast.show(t`Webhook deleted`);
            },
            onError,
          })
        }
      >
        <p>{t`Its delivery log is deleted too, and what still waits isn't sent. This can't be undone.`}</p>
      </Confirm>
    </>
  );
}
