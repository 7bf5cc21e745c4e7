import { t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { listState, type Broadcast, type BroadcastRecipient } from "@/api";
import { choiceOf } from "@/lib/choice";
import { dayAndTime } from "@/lib/dates";
import { Chip, EmptyState, ListCard, Select } from "@/ui";
import { deliveryLabel, reasonLabel, timelineOf, type Channel } from "../model";
import { useRecipients, type Shown } from "../queries";

const shownChoices = [
  ...(["all", "left_out", "failed", "queued", "held", "sent"] as const),
  ...(["delivered", "read", "outbox", "suppressed"] as const),
] satisfies Shown[];

/** Whom a message goes to by name, how far each one is, and who is left out why. */
export function Recipients({
  eventId,
  broadcast,
  zone,
}: {
  eventId: string;
  broadcast: Broadcast;
  zone: string;
}) {
  const from = "/authenticated/app/events/$eventId/messages/$messageId";
  const search = useSearch({ from });
  const navigate = useNavigate({ from: "/events/$eventId/messages/$messageId" });
  const shown = choiceOf(shownChoices, search.show) ?? "all";
  const found = useRecipients(eventId, broadcast, shown);
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (show: string) =>
    void navigate({ search: { show: show === "all" ? undefined : show }, replace: true });
  return (
    <ListCard
      title={t`Recipients`}
      list={listState(found)}
      count={items.length}
      isFiltered={shown !== "all"}
      actions={
        <Select
          label={t`Show`}
          value={shown}
          onChange={choose}
          options={shownChoices.map((id) => ({ id, label: shownLabel(id) }))}
        />
      }
      empty={<EmptyState drawing="list" title={t`Nobody`} />}
      noMatch={<EmptyState drawing="search" title={t`Nobody`} />}
    >
      <ul className="divide-y divide-line">
        {items.map((one) => (
          <Recipient key={one.attendee_id} one={one} channel={broadcast.channel} zone={zone} />
        ))}
      </ul>
    </ListCard>
  );
}

function shownLabel(shown: Shown): string {
  if (shown === "all") return t`Everyone`;
  return shown === "left_out" ? t`Not reachable` : deliveryLabel(shown).word;
}

function Recipient({
  one,
  channel,
  zone,
}: {
  one: BroadcastRecipient;
  channel: Channel;
  zone: string;
}) {
  const { word, tone } = one.status
    ? deliveryLabel(one.status)
    : one.left_out
      ? { word: reasonLabel(one.left_out, channel), tone: "neutral" as const }
      : { word: t`On its way`, tone: "accent" as const };
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-5 py-3 text-sm">
      <div className="min-w-0 flex-1 basis-28">
        <p className="font-medium wrap-anywhere">
          <bdi>{one.name}</bdi>
        </p>
        <p className="text-quiet wrap-anywhere">
          <bdi>{one.address}</bdi>
        </p>
        <ol className="flex flex-wrap gap-x-3 text-quiet">
          {timelineOf(one).map(({ word: step, at }) => (
            <li key={step}>
              {step} <time dateTime={at}>{dayAndTime(at, zone)}</time>
            </li>
          ))}
        </ol>
        {one.error && (
          <p className="text-danger wrap-anywhere">
            <bdi>{one.error}</bdi>
          </p>
        )}
      </div>
      <Chip tone={tone}>{word}</Chip>
    </li>
  );
}
