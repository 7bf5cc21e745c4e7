import { t } from "@lingui/core/macro";
import { messageOf, type NotificationChoices } from "@/api";
import { Card, Select, Skeleton, Switch, toast } from "@/ui";
import { useChoices, useChoose } from "../queries";

type Choice = NotificationChoices["kinds"][string];

const mails = ["at_once", "daily", "never"] as const satisfies readonly Choice["mail"][];

/** How the user is told of each kind of news, besides in the app. */
export function ChoicesCard() {
  const choices = useChoices().data;
  return (
    <Card title={t`E-mail and device notifications`}>
      <p className="mb-4 text-sm text-quiet">
        {t`Everything also appears under Notifications. Security alerts are always sent.`}
      </p>
      {choices ? (
        <ul className="divide-y divide-line">
          {Object.entries(choices.kinds).map(([kind, choice]) => (
            <Row key={kind} kind={kind} choice={choice} />
          ))}
        </ul>
      ) : (
        <Skeleton />
      )}
    </Card>
  );
}

function nameOf(kind: string): string {
  const names: Record<string, string> = {
    requests: t`Requests to join, and replies to yours`,
    invites: t`Invitations`,
    messages: t`Messages from guests`,
    waitlist: t`Places from the waiting list`,
    changes: t`Changes of time and place, cancellations`,
    polls: t`Date polls`,
    minimum: t`Too few people are coming`,
    wall: t`Guest wall`,
    webhooks: t`Webhooks that were turned off`,
  };
  return names[kind] ?? kind;
}

function Row({ kind, choice }: { kind: string; choice: Choice }) {
  const choose = useChoose();
  const name = nameOf(kind);
  const options = [
    {
      id: "at_once",
      label: kind === "messages" ? t`E-mail at most hourly` : t`E-mail right away`,
    },
    { id: "daily", label: t`E-mail once a day` },
    { id: "never", label: t`No e-mail` },
  ];
  const save = (change: Partial<Choice>) =>
    choose.mutate({ [kind]: change }, { onError: (error) => void toast.error(messageOf(error)) });
  return (
    <li className="grid gap-x-6 gap-y-2 py-3 sm:grid-cols-[minmax(0,1fr)_13rem_auto] sm:items-center">
      <span className="text-sm font-medium">{name}</span>
      <Select
        label={t`E-mail: ${name}`}
        hideLabel
        value={choice.mail}
        options={options}
        onChange={(value) => {
          const mail = mails.find((one) => one === value);
          if (mail) save({ mail });
        }}
      />
      <Switch
        aria-label={t`On devices: ${name}`}
        isSelected={choice.push}
        onChange={(push) => save({ push })}
      >
        {t`On devices`}
      </Switch>
    </li>
  );
}
