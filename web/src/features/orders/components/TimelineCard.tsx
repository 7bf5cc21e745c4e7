import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { dayAndTime } from "@/lib/dates";
import { Button, Card, cx, LoadError, Skeleton } from "@/ui";
import { useOrderActivity } from "../queries";
import { timelineOf, type Moment } from "../timeline";

interface Props {
  eventId: string;
  orderId: string;
  zone: string;
}

/** What happened to an order and by whom, the newest first. */
export function TimelineCard({ eventId, orderId, zone }: Props) {
  const activity = useOrderActivity(eventId, orderId);
  return (
    <Card title={t`Timeline`}>
      {activity.isPending && <Skeleton lines={4} />}
      {activity.isError && (
        <LoadError message={messageOf(activity.error)} onRetry={() => void activity.refetch()} />
      )}
      <ol className="flex flex-col gap-3 border-s border-line ps-4 text-sm">
        {timelineOf(activity.data ?? []).map((moment) => (
          <MomentRow key={moment.id} moment={moment} zone={zone} />
        ))}
      </ol>
      {activity.hasNextPage && (
        <Button
          isPending={activity.isFetchingNextPage}
          onPress={() => void activity.fetchNextPage()}
        >{t`Show more`}</Button>
      )}
    </Card>
  );
}

function MomentRow({ moment, zone }: { moment: Moment; zone: string }) {
  return (
    <li className="relative">
      <span
        aria-hidden
        className={cx(
          "absolute -start-[21px] top-1.5 size-2 rounded-full",
          moment.isBad ? "bg-danger" : "bg-accent",
        )}
      />
      <p className={moment.isBad ? "text-danger" : undefined}>{moment.words}</p>
      {moment.note && (
        <p className="break-words text-quiet">
          <bdi>{moment.note}</bdi>
        </p>
      )}
      <p className="text-xs text-quiet">
        <time dateTime={moment.at}>{dayAndTime(moment.at, zone)}</time>
        {moment.by && (
          <>
            {" · "}
            <bdi>{moment.by}</bdi>
          </>
        )}
      </p>
    </li>
  );
}
