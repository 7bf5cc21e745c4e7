import { t } from "@lingui/core/macro";
import { Maximize } from "lucide-react";
import { messageOf } from "@/api";
import { timeOf } from "@/lib/dates";
import { count, percent } from "@/lib/numbers";
import { useEventId } from "@/lib/useEventId";
import { useNow } from "@/lib/useNow";
import { Bar, Button, Card, Chart, EmptyState, LinkButton, LoadError, Page, PageHead, Skeleton } from "@/ui";
import { LiveBadge } from "../components/LiveBadge";
import { arrivalSteps } from "../model";
import { useArrivals, useDashboardLive, useStats } from "../queries";

/** For the screen in the hall: readable at three metres, moving by itself. */
export function LivePage() {
  const eventId = useEventId();
  const stats = useStats(eventId);
  const arrivals = useArrivals(eventId);
  const now = useNow();
  useDashboardLive(eventId);
  const data = stats.data;
  const arrived = data ? data.checked_in + data.left : 0;
  const expected = data ? Math.max(data.accepted, arrived) : 0;
  const rows = arrivals.data ?? [];
  return (
    <Page>
      <PageHead
        title={t`Live`}
        actions={<><LiveBadge /><Button icon={<Maximize size={16} />} onPress={() => void document.documentElement.requestFullscreen?.()}>{t`Full screen`}</Button></>}
      />
      {stats.isPending && <Skeleton />}
      {stats.isError && <LoadError message={messageOf(stats.error)} onRetry={() => void stats.refetch()} />}
      {data && (
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]">
          <div className="flex flex-col gap-6">
            <Card>
              <div className="flex flex-col gap-4 py-2" role="status">
                <p className="text-base text-quiet">{t`Inside now`}</p>
                <p data-figures className="font-display text-[clamp(var(--text-40),12vw,calc(var(--text-40)*3))] leading-none font-medium">{count(data.checked_in)}</p>
                <Bar max={expected} className="h-3" parts={[{ label: "arrived", value: arrived, className: "bg-positive" }]} />
                <p data-figures className="text-lg">{t`${count(arrived)} of ${count(expected)} expected have come (${percent(expected ? arrived / expected : 0)})`}</p>
              </div>
            </Card>
            <div className="grid grid-cols-2 gap-6 sm:grid-cols-3">
              <Big label={t`Still to come`} value={Math.max(0, expected - arrived)} />
              <Big label={t`Left again`} value={data.left} />
              <Big label={t`No answer yet`} value={data.pending} />
            </div>
            <Card><Chart title={t`Arrivals, every five minutes`} unit={t`People`} points={arrivalSteps(rows, now).map((step) => ({ label: timeOf(new Date(step.at).toISOString()), value: step.value }))} /></Card>
          </div>
          <Card flush title={t`Last to come in`}>
            {rows.length === 0 && <EmptyState drawing="people" title={t`Nobody is inside yet`} action={<LinkButton href={`/door/${eventId}`}>{t`Open the door`}</LinkButton>} />}
            <ol className="divide-y divide-line">
              {rows.slice(0, 20).map((row) => (
                <li key={row.id} className="flex items-baseline gap-4 px-5 py-3 text-base animate-[rise_var(--motion)_ease-out]">
                  <span className="min-w-0 flex-1 truncate font-medium" dir="auto">{row.name}</span>
                  {row.seat_number && <bdi className="text-sm text-quiet">{row.seat_number}</bdi>}
                  <time dateTime={row.checked_in_at ?? undefined} className="text-sm text-quiet">{row.checked_in_at && timeOf(row.checked_in_at)}</time>
                </li>
              ))}
            </ol>
          </Card>
        </div>
      )}
    </Page>
  );
}

function Big({ label, value }: { label: string; value: number }) {
  return (
    <Card>
      <p className="text-sm text-quiet">{label}</p>
      <p data-figures className="mt-1 font-display text-2xl leading-none font-medium">{count(value)}</p>
    </Card>
  );
}
