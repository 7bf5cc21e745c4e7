import { plural, t } from "@lingui/core/macro";
import { Monitor } from "lucide-react";
import { messageOf } from "@/api";
import { useEvent } from "@/features/events";
import { timeOf } from "@/lib/dates";
import { count, percent } from "@/lib/numbers";
import { useEventId } from "@/lib/useEventId";
import {
  Bar,
  Card,
  Chart,
  EmptyState,
  LinkButton,
  LoadError,
  Notice,
  Page,
  PageHead,
  Skeleton,
} from "@/ui";
import { GateList, PartList, ZoneList } from "../components/CrowdList";
import { LastScans } from "../components/LastScans";
import { LiveBadge } from "../components/LiveBadge";
import { parts } from "../model";
import { useEntrance, useEntranceLive } from "../queries";

/** The live dashboard for the organizer's desk: people inside by gate and zone. */
export function LivePage() {
  const eventId = useEventId();
  const entrance = useEntrance(eventId);
  const timeZone = useEvent(eventId).data?.timezone;
  useEntranceLive(eventId);
  const data = entrance.data;
  const expected = data ? Math.max(data.expected, data.arrived) : 0;
  const hasGates = data?.gates.some((gate) => gate.gate) ?? false;
  return (
    <Page>
      <PageHead
        title={t`Live`}
        actions={
          <>
            <LiveBadge
              timeZone={timeZone}
              failedSince={entrance.isError && data ? entrance.dataUpdatedAt : null}
            />
            <LinkButton
              icon={<Monitor size={16} />}
              href={`/events/${eventId}/entrance`}
            >{t`Entrance display`}</LinkButton>
          </>
        }
      />
      {entrance.isPending && <Skeleton />}
      {entrance.isError && !data && (
        <LoadError message={messageOf(entrance.error)} onRetry={() => void entrance.refetch()} />
      )}
      {data && (
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]">
          <div className="flex flex-col gap-6">
            {data.conflicts > 0 && (
              <Notice
                tone="warning"
                action={
                  <LinkButton size="small" href={`/door/${eventId}`}>{t`Open check-in`}</LinkButton>
                }
              >
                {plural(data.conflicts, {
                  one: "# scan needs the supervisor",
                  other: "# scans need the supervisor",
                })}
              </Notice>
            )}
            <Card>
              <div className="flex flex-col gap-4 py-2" role="status">
                <p className="text-base text-quiet">{t`Inside now`}</p>
                <p
                  data-figures
                  className="font-display text-[clamp(var(--text-40),12vw,calc(var(--text-40)*3))] leading-none font-medium"
                >
                  {count(data.inside)}
                </p>
                <Bar
                  max={expected}
                  className="h-3"
                  parts={[{ label: "arrived", value: data.arrived, className: "bg-positive" }]}
                />
                <p
                  data-figures
                  className="text-lg"
                >{t`${count(data.arrived)} of ${count(expected)} expected guests arrived (${percent(expected ? data.arrived / expected : 0)})`}</p>
              </div>
            </Card>
            <div className="grid grid-cols-2 gap-6">
              <Big label={t`Not arrived`} value={expected - data.arrived} />
              <Big label={t`Left`} value={data.left} />
            </div>
            <Card>
              <Chart
                title={t`Arrivals per 5 minutes`}
                unit={t`People`}
                points={data.steps.map((step) => ({
                  label: timeOf(step.at, timeZone),
                  value: step.people,
                }))}
              />
            </Card>
            {data.parts.length > 0 && (
              <Card>
                <PartList parts={data.parts} />
              </Card>
            )}
            {hasGates && (
              <Card>
                <GateList gates={data.gates} />
              </Card>
            )}
            {parts(data.zones).length > 0 && (
              <Card>
                <ZoneList zones={data.zones} />
              </Card>
            )}
          </div>
          <Card title={t`Recent scans`}>
            {data.last.length === 0 ? (
              <EmptyState
                drawing="people"
                title={t`No arrivals yet`}
                action={<LinkButton href={`/door/${eventId}`}>{t`Open check-in`}</LinkButton>}
              />
            ) : (
              <LastScans scans={data.last} timeZone={timeZone} />
            )}
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
      <p data-figures className="mt-1 font-display text-2xl leading-none font-medium">
        {count(value)}
      </p>
    </Card>
  );
}
