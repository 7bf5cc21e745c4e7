import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { ArrowLeft, CircleAlert, Maximize } from "lucide-react";
import { messageOf } from "@/api";
import { useEvent } from "@/features/events";
import { timeOf } from "@/lib/dates";
import { count } from "@/lib/numbers";
import { useEventId } from "@/lib/useEventId";
import { useNow } from "@/lib/useNow";
import { Bar, Button, Chart, LinkButton, LoadError, Skeleton, Switch } from "@/ui";
import { GateList, PartList, ZoneList } from "../components/CrowdList";
import { LastScans } from "../components/LastScans";
import { LiveBadge } from "../components/LiveBadge";
import { useAwake } from "../components/useAwake";
import { useEntrance, useEntranceLive } from "../queries";

/**
 * For a wall screen, in the same dark theme as check-in. Sizes are relative to the screen width: important text is at
 * least 2.1 % of it, which on a 43-inch screen is 16 arc minutes at three metres (the minimum in ISO 9241-303).
 */
export function EntrancePage() {
  const eventId = useEventId();
  const event = useEvent(eventId);
  const entrance = useEntrance(eventId);
  useEntranceLive(eventId);
  useAwake();
  const [isShort, setShort] = useState(false);
  const now = useNow(1_000);
  const data = entrance.data;
  return (
    <main
      data-theme="dark"
      className="flex min-h-dvh flex-col gap-[0.8em] bg-page p-[0.8em] lg:h-dvh lg:overflow-hidden text-[clamp(var(--text-16),2.1vw,calc(var(--text-40)*2))] text-text"
    >
      <header className="flex flex-wrap items-center gap-x-[1em] gap-y-2">
        <h1 className="min-w-0 flex-1 truncate font-display" dir="auto">
          {event.data?.title}
        </h1>
        <LiveBadge
          timeZone={event.data?.timezone}
          size="wall"
          failedSince={entrance.isError ? entrance.dataUpdatedAt : null}
        />
        <time className="tabular-nums">
          {timeOf(new Date(now).toISOString(), event.data?.timezone)}
        </time>
      </header>
      {entrance.isPending && <Skeleton />}
      {entrance.isError && !data && (
        <LoadError message={messageOf(entrance.error)} onRetry={() => void entrance.refetch()} />
      )}
      {data && (
        <div className="grid min-h-0 flex-1 gap-[1.4em] max-lg:content-start lg:grid-rows-[minmax(0,1fr)] md:grid-cols-2 lg:grid-cols-[1.15fr_1fr_1fr]">
          <div className="flex min-h-0 min-w-0 flex-col gap-[0.7em]">
            <Inside
              inside={data.inside}
              arrived={data.arrived}
              expected={data.expected}
              left={data.left}
            />
            {data.conflicts > 0 && (
              <p
                role="status"
                className="flex items-center gap-[0.6em] rounded-card bg-warning-soft px-[0.8em] py-[0.5em] text-[0.8em] text-warning"
              >
                <CircleAlert aria-hidden className="size-[1em] shrink-0" />
                {plural(data.conflicts, {
                  one: "# scan needs the supervisor",
                  other: "# scans need the supervisor",
                })}
              </p>
            )}
            <Chart
              isTall
              title={t`Arrivals per 5 minutes`}
              unit={t`People`}
              points={data.steps.map((step) => ({
                label: timeOf(step.at, event.data?.timezone),
                value: step.people,
              }))}
            />
          </div>
          <div className="flex min-h-0 min-w-0 flex-col gap-[1.2em] overflow-y-auto">
            <PartList parts={data.parts} />
            <GateList gates={data.gates} />
            <ZoneList zones={data.zones} />
          </div>
          <section className="flex min-h-0 min-w-0 flex-col gap-[0.3em] overflow-hidden md:max-lg:col-span-2">
            <h2 className="text-[0.75em] text-quiet">{t`Recent scans`}</h2>
            {data.last.length === 0 ? (
              <p>{t`No arrivals yet`}</p>
            ) : (
              <LastScans scans={data.last} isShort={isShort} timeZone={event.data?.timezone} />
            )}
          </section>
        </div>
      )}
      <footer className="flex flex-wrap items-center gap-4 text-base text-quiet">
        <LinkButton
          tone="quiet"
          icon={<ArrowLeft size={16} className="rtl:rotate-180" />}
          href={`/events/${eventId}/live`}
        >{t`Back to the event`}</LinkButton>
        <Button
          tone="quiet"
          icon={<Maximize size={16} />}
          onPress={() => void document.documentElement.requestFullscreen?.()}
        >{t`Full screen`}</Button>
        <Switch isSelected={isShort} onChange={setShort}>{t`Shorten names`}</Switch>
      </footer>
    </main>
  );
}

function Inside({
  inside,
  arrived,
  expected,
  left,
}: {
  inside: number;
  arrived: number;
  expected: number;
  left: number;
}) {
  const all = Math.max(expected, arrived);
  return (
    <div role="status" className="flex flex-col gap-[0.4em]">
      <p className="text-[0.75em] text-quiet">{t`Inside now`}</p>
      <p data-figures className="font-display text-[4em] leading-none font-medium">
        {count(inside)}
      </p>
      <Bar
        max={all}
        className="h-[0.5em]"
        parts={[{ label: "arrived", value: arrived, className: "bg-positive" }]}
      />
      <p data-figures>{t`${count(arrived)} of ${count(all)} arrived`}</p>
      <p
        data-figures
        className="text-[0.75em] text-quiet"
      >{t`${count(all - arrived)} not arrived, ${count(left)} left`}</p>
    </div>
  );
}
