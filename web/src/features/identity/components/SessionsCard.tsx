import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { ago } from "@/lib/dates";
import { Button, Card, Chip, LoadError, Skeleton, toast } from "@/ui";
import { useLogOutElsewhere, useRevokeSession, useSessions, type Session } from "../queries";

/** A device in plain words, as far as its program says what it is. */
function deviceName({ browser, system }: Session): string {
  if (browser && system) return t`${browser} on ${system}`;
  return browser ?? system ?? t`Unknown device`;
}

function SessionRow({ session }: { session: Session }) {
  const revoke = useRevokeSession();
  const name = deviceName(session);
  const used = ago(session.last_used_at);
  const since = ago(session.created_at);
  const address = session.ip;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <bdi>{name}</bdi>
          {session.is_current && <Chip tone="positive">{t`This device`}</Chip>}
        </p>
        <p className="text-sm text-quiet">
          {t`Logged in ${since} · last used ${used}`}
          {address && (
            <>
              {" · "}
              <bdi dir="ltr">{address}</bdi>
            </>
          )}
        </p>
      </div>
      {!session.is_current && (
        <Button
          size="small"
          aria-label={t`Log out ${name}`}
          isPending={revoke.isPending}
          onPress={() =>
            revoke.mutate(session.id, {
              onSuccess: () => toast.show(t`Logged out there`),
              onError: (error) => toast.error(messageOf(error)),
            })
          }
        >{t`Log out`}</Button>
      )}
    </li>
  );
}

/** Where the account is logged in, and how to log out there. */
export function SessionsCard() {
  const sessions = useSessions();
  const elsewhere = useLogOutElsewhere();
  const rows = sessions.data?.items ?? [];
  return (
    <Card
      title={t`Where you're logged in`}
      actions={
        rows.length > 1 && (
          <Button
            size="small"
            isPending={elsewhere.isPending}
            onPress={() =>
              elsewhere.mutate(undefined, {
                onSuccess: () => toast.show(t`Logged out everywhere else`),
                onError: (error) => toast.error(messageOf(error)),
              })
            }
          >{t`Log out everywhere else`}</Button>
        )
      }
    >
      {sessions.error && (
        <LoadError message={messageOf(sessions.error)} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.isPending && <Skeleton lines={2} />}
      <ul className="divide-y divide-line">
        {rows.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      <p className="mt-2 text-sm text-quiet">
        {t`See a device you don't know? Log it out and change your password.`}
      </p>
    </Card>
  );
}
