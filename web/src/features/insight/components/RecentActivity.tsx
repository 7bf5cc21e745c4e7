import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { Card, EmptyState, LoadError, Skeleton, TextLink } from "@/ui";
import { useActivity } from "../queries";
import { ActivityList } from "./ActivityList";

/** The last things that happened, for whoever may see the log. */
export function RecentActivity({ eventId }: { eventId: string }) {
  const activity = useActivity(eventId, 8);
  return (
    <Card
      flush
      title={t`Recent activity`}
      actions={
        <TextLink
          href={`/events/${eventId}/activity`}
          className="text-sm"
        >{t`All activity`}</TextLink>
      }
    >
      {activity.isPending ? (
        <Skeleton />
      ) : activity.isError ? (
        <LoadError message={messageOf(activity.error)} onRetry={() => void activity.refetch()} />
      ) : activity.data.length > 0 ? (
        <ActivityList items={activity.data} />
      ) : (
        <EmptyState drawing="list" title={t`No activity yet`} />
      )}
    </Card>
  );
}
