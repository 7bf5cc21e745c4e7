import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { Button, Card, LoadError, Skeleton, toast } from "@/ui";
import { useBlocks, useUnblock } from "../queries";

/** Whom one has blocked, and how to end that. */
export function BlockedCard() {
  const blocks = useBlocks();
  const rows = blocks.data?.items ?? [];
  return (
    <Card title={t`Blocked people`}>
      <p className="text-sm text-quiet">
        {t`You and they see neither each other nor each other's events. They aren't told.`}
      </p>
      {blocks.isPending && <Skeleton />}
      {blocks.error && (
        <LoadError message={messageOf(blocks.error)} onRetry={() => void blocks.refetch()} />
      )}
      {blocks.data && rows.length === 0 && <p className="mt-3 text-sm">{t`Nobody is blocked.`}</p>}
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <BlockedRow key={row.user_id} userId={row.user_id} name={row.name} />
        ))}
      </ul>
    </Card>
  );
}

function BlockedRow({ userId, name }: { userId: string; name: string }) {
  const unblock = useUnblock();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <bdi className="min-w-0 font-medium break-words">{name}</bdi>
      <Button
        size="small"
        aria-label={t`Unblock ${name}`}
        isPending={unblock.isPending}
        onPress={() =>
          unblock.mutate(userId, {
            onSuccess: () => toast.show(t`Unblocked`),
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >{t`Unblock`}</Button>
    </li>
  );
}
