import { t } from "@lingui/core/macro";
import { messageOf, Problem } from "@/api";
import { useEventId } from "@/lib/useEventId";
import { Button, Card, EmptyState, LoadError, Notice, Page, PageHead, Skeleton } from "@/ui";
import { ActivityList } from "../components/ActivityList";
import { useActivity, useDashboardLive } from "../queries";

export function ActivityPage() {
  const eventId = useEventId();
  const activity = useActivity(eventId);
  useDashboardLive(eventId);
  const isRefused = activity.error instanceof Problem && activity.error.status === 403;
  return (
    <Page width="narrow">
      <PageHead
        title={t`Activity`}
      >{t`Who did what, newest first. Nothing here can be changed or removed.`}</PageHead>
      {activity.isPending && <Skeleton lines={8} />}
      {isRefused && (
        <Notice>{t`Only the people who manage this event can read its activity.`}</Notice>
      )}
      {activity.isError && !isRefused && (
        <LoadError message={messageOf(activity.error)} onRetry={() => void activity.refetch()} />
      )}
      {activity.data && (
        <Card flush>
          {activity.data.length > 0 ? (
            <ActivityList items={activity.data} />
          ) : (
            <EmptyState drawing="list" title={t`No activity yet`} />
          )}
          {activity.hasNextPage && (
            <div className="border-t border-line p-4 text-center">
              <Button
                isPending={activity.isFetchingNextPage}
                onPress={() => void activity.fetchNextPage()}
              >{t`Show more`}</Button>
            </div>
          )}
        </Card>
      )}
    </Page>
  );
}
