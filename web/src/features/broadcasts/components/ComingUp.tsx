import { t } from "@lingui/core/macro";
import type { Broadcast } from "@/api";
import { audienceLabel, channelLabel, useReminders } from "@/features/reminders";
import { dayAndTime } from "@/lib/dates";
import { Card, TextLink } from "@/ui";
import { kindLabel } from "../model";

interface Step {
  id: string;
  at: string;
  /** What goes out, to whom, and where it is edited. */
  what: string;
  channel: Broadcast["channel"];
  href: string;
}

/** What goes out by itself, when and to whom: reminders and scheduled messages, the next one first. */
export function ComingUp(props: { eventId: string; broadcasts: Broadcast[]; zone: string }) {
  const { eventId, broadcasts, zone } = props;
  const reminders = useReminders(eventId).data ?? [];
  const steps: Step[] = [
    ...reminders.flatMap(({ id, status, due_at: at, audience, channel }) =>
      status === "scheduled" && at !== null
        ? [
            {
              ...{ id, at, channel },
              what: `${t`Reminder`}: ${audienceLabel(audience)}`,
              href: `/events/${eventId}/reminders`,
            },
          ]
        : [],
    ),
    ...broadcasts.flatMap(({ id, status, scheduled_for: at, kind, subject, body, channel }) =>
      status === "scheduled" && at !== null
        ? [
            {
              ...{ id, at, channel },
              what: kind === "message" ? subject || body : kindLabel(kind),
              href: `/events/${eventId}/messages/${id}`,
            },
          ]
        : [],
    ),
  ].sort((one, other) => one.at.localeCompare(other.at));
  if (steps.length === 0) return null;
  return (
    <Card title={t`Coming up`}>
      <ol className="flex flex-col gap-2">
        {steps.map((one) => (
          <li key={one.id} className="flex flex-wrap gap-x-4 text-sm">
            <time dateTime={one.at} data-figures className="text-quiet sm:min-w-44">
              {dayAndTime(one.at, zone)}
            </time>
            <span className="min-w-0 flex-1">
              <TextLink href={one.href}>
                <bdi>{one.what}</bdi>
              </TextLink>{" "}
              <span className="text-quiet">· {channelLabel(one.channel)}</span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
