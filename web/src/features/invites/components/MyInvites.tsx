import { t } from "@lingui/core/macro";
import { Check, X } from "lucide-react";
import { messageOf, type MyInvite } from "@/api";
import { isolated } from "@/lib/bidi";
import { dayAndTime } from "@/lib/dates";
import { Button, Card, TextLink, toast } from "@/ui";
import { useAnswerInvite, useMyInvites } from "../queries";

/** Events to which one is invited oneself and hasn't answered; nothing without any. */
export function MyInvites() {
  const invites = useMyInvites().data?.items ?? [];
  if (invites.length === 0) return null;
  return (
    <Card title={t`You’re invited`}>
      <ul className="flex flex-col divide-y divide-line">
        {invites.map((invite) => (
          <Invite key={invite.id} invite={invite} />
        ))}
      </ul>
    </Card>
  );
}

function Invite({ invite }: { invite: MyInvite }) {
  const answer = useAnswerInvite();
  const { event, code } = invite;
  const title = isolated(event.title);
  const host = isolated(invite.host);
  const say = (isYes: boolean) =>
    answer.mutate(
      { id: invite.id, isYes },
      {
        onSuccess: () =>
          toast.show(
            isYes
              ? t`You’re coming to “${title}”`
              : t`You’ve said that you can’t come to “${title}”`,
          ),
        onError: (error) => toast.error(messageOf(error)),
      },
    );
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-56">
        <TextLink href={`/r/${code}`} className="font-medium break-words" dir="auto">
          {event.title}
        </TextLink>
        <p className="text-sm text-quiet">
          {event.starts_at && <>{dayAndTime(event.starts_at, event.timezone)} · </>}
          {t`${host} invites you`}
        </p>
        {invite.message && (
          <p dir="auto" className="mt-1 text-sm break-words">
            {invite.message}
          </p>
        )}
      </div>
      <div role="group" aria-label={t`Answer for “${title}”`} className="flex gap-2">
        <Button
          tone="filled"
          icon={<Check aria-hidden size={16} />}
          isPending={answer.isPending}
          onPress={() => say(true)}
        >{t`Yes`}</Button>
        <Button
          icon={<X aria-hidden size={16} />}
          isDisabled={answer.isPending}
          onPress={() => say(false)}
        >{t`No`}</Button>
      </div>
    </li>
  );
}
