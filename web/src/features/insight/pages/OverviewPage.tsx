import { t } from "@lingui/core/macro";
import { Check, Circle } from "lucide-react";
import { messageOf } from "@/api";
import { allows, ChecklistCard, ShareCard, useEvent } from "@/features/events";
import { useQuestions } from "@/features/questions";
import { count } from "@/lib/numbers";
import { useNow } from "@/lib/useNow";
import { useEventId } from "@/lib/useEventId";
import { Card, cx, LinkButton, LoadError, Meter, Page, Skeleton, Stat, TextLink } from "@/ui";
import { RecentActivity } from "../components/RecentActivity";
import { AnswersCard } from "../components/AnswersCard";
import { BreakdownCards } from "../components/BreakdownCards";
import { PartsCard } from "../components/PartsCard";
import { LiveBadge } from "../components/LiveBadge";
import { todos } from "../model";
import { whenLabel } from "../when";
import { useBreakdown, useDashboardLive, useStats } from "../queries";

export function OverviewPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const stats = useStats(eventId);
  const questions = useQuestions(eventId).data ?? [];
  const maySeeAnswers = event ? allows(event, "see_answers") : false;
  const funnel = useBreakdown(eventId, maySeeAnswers).data?.funnel;
  useDashboardLive(eventId);
  const now = useNow();
  if (!event) return null;
  const list = todos(event, stats.data, questions.length > 0, funnel);
  const open = list.filter((todo) => !todo.isDone);
  const data = stats.data;
  return (
    <Page>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="font-display text-lg">{whenLabel(event, now)}</h1>
        <LiveBadge />
      </div>
      {stats.isError && (
        <LoadError message={messageOf(stats.error)} onRetry={() => void stats.refetch()} />
      )}
      {stats.isPending && <Skeleton />}
      {data && (
        <section
          aria-label={t`Figures`}
          className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-line bg-line lg:grid-cols-4 [&>*]:bg-surface [&>*]:p-5"
        >
          <Stat label={t`Guests`} value={count(data.total)} />
          <Stat label={t({ context: "count", message: "Coming" })} value={count(data.accepted)} />
          <Stat label={t`Inside now`} value={count(data.checked_in)} />
          <Stat
            label={t`Assigned seats`}
            value={
              data.seats.total > 0
                ? t`${count(data.seats.assigned)} of ${count(data.seats.total)}`
                : "—"
            }
          />
        </section>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)]">
        <div className="flex flex-col gap-6">
          {event.status === "draft" && <ChecklistCard event={event} />}
          <ShareCard event={event} />
          {open.length > 0 && (
            <Card title={t`Getting started`}>
              <ol className="flex flex-col gap-1">
                {list.map((todo) => (
                  <li key={todo.id} className="flex min-h-9 items-center gap-3 text-sm">
                    {todo.isDone ? (
                      <Check aria-label={t`Done`} size={18} className="text-positive" />
                    ) : (
                      <Circle aria-label={t`To do`} size={18} className="text-quiet" />
                    )}
                    {todo.isDone ? (
                      <span className="text-quiet">{todo.words}</span>
                    ) : (
                      <TextLink href={todo.href} className={cx(todo === open[0] && "font-medium")}>
                        {todo.words}
                      </TextLink>
                    )}
                  </li>
                ))}
              </ol>
              {open[0] && (
                <div className="mt-4">
                  <LinkButton tone="filled" href={open[0].href}>
                    {open[0].words}
                  </LinkButton>
                </div>
              )}
            </Card>
          )}
          {data && data.total > 0 && <AnswersCard eventId={eventId} stats={data} />}
          {data && data.by_part.length > 0 && <PartsCard eventId={eventId} parts={data.by_part} />}
          {data && data.seats.total > 0 && (
            <Card
              title={t`Seats`}
              actions={
                <TextLink
                  href={`/events/${eventId}/seating`}
                  className="text-sm"
                >{t`Open the plan`}</TextLink>
              }
            >
              <Meter
                label={t`Assigned`}
                value={data.seats.assigned}
                max={data.seats.total}
                text={t`${count(data.seats.free)} free, ${count(data.seats.held)} held`}
              />
            </Card>
          )}
        </div>
        <div className="flex flex-col gap-6">
          {allows(event, "see_activity") && <RecentActivity eventId={eventId} />}
          {data && maySeeAnswers && <BreakdownCards eventId={eventId} stats={data} />}
        </div>
      </div>
    </Page>
  );
}
