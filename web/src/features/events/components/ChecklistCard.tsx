import { plural, t } from "@lingui/core/macro";
import { Check, Circle } from "lucide-react";
import { messageOf, type ChecklistItem, type EventRow } from "@/api";
import { Card, Chip, LoadError, Skeleton, TextLink } from "@/ui";
import { useChecklist } from "../queries";

function labelOf(name: ChecklistItem["name"]): string {
  switch (name) {
    case "date":
      return t`Date and time`;
    case "place":
      return t`Place or online link`;
    case "description":
      return t`Message to your guests`;
    case "cover":
      return t`Cover picture`;
    case "capacity":
      return t`Capacity`;
    case "questions":
      return t`Questions for guests`;
    case "approval":
      return t`Who can join by the event's page`;
    case "page":
      return t`A page that others can see`;
  }
}

/** The card of the settings that mends it. */
const cards: Record<Exclude<ChecklistItem["name"], "questions">, string> = {
  date: "details",
  place: "details",
  description: "guests",
  capacity: "guests",
  cover: "pictures",
  approval: "page",
  page: "page",
};

const hrefOf = (event: EventRow, name: ChecklistItem["name"]) =>
  name === "questions"
    ? `/events/${event.id}/questions`
    : `/events/${event.id}/settings#${cards[name]}`;

/** What belongs to a draft before it's published: what is there, and where the rest is set. */
export function ChecklistCard({ event }: { event: EventRow }) {
  const { data, isPending, isError, error, refetch } = useChecklist(event);
  const missing = data?.filter((item) => item.required && !item.done).length ?? 0;
  return (
    <Card title={t`Before you publish`}>
      {isPending && <Skeleton lines={4} />}
      {isError && <LoadError message={messageOf(error)} onRetry={() => void refetch()} />}
      {data && (
        <>
          <p className="mb-2 text-sm text-quiet" role="status">
            {missing === 0
              ? t`Nothing that this event needs is missing. The rest is up to you.`
              : plural(missing, {
                  one: "One thing that this event needs is missing.",
                  other: "# things that this event needs are missing.",
                })}
          </p>
          <ul aria-label={t`Before you publish`} className="flex flex-col gap-1">
            {data.map((item) => (
              <Line key={item.name} event={event} item={item} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function Line({ event, item }: { event: EventRow; item: ChecklistItem }) {
  const label = labelOf(item.name);
  return (
    <li className="flex min-h-9 items-center gap-3 text-sm">
      {item.done ? (
        <Check aria-label={t`Done`} size={18} className="shrink-0 text-positive" />
      ) : (
        <Circle aria-label={t`To do`} size={18} className="shrink-0 text-quiet" />
      )}
      {item.done ? (
        <span className="text-quiet">{label}</span>
      ) : (
        <TextLink href={hrefOf(event, item.name)}>{label}</TextLink>
      )}
      {item.required && !item.done && <Chip tone="warning">{t`Needed`}</Chip>}
    </li>
  );
}
