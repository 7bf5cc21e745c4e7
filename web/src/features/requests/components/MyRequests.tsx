import { plural, t } from "@lingui/core/macro";
import { type MyRequest } from "@/api";
import { dayAndTime } from "@/lib/dates";
import { Card, Chip, TextLink } from "@/ui";
import { useMyRequests } from "../queries";

/** Events that one comes to or has asked to join, until they are over; nothing without any. */
export function MyRequests() {
  const requests = useMyRequests().data?.items.filter(isComing) ?? [];
  if (requests.length === 0) return null;
  return (
    <Card title={t`Your upcoming events`}>
      <ul className="flex flex-col divide-y divide-line">
        {requests.map((request) => (
          <Row key={request.id} request={request} />
        ))}
      </ul>
    </Card>
  );
}

function isComing({ status, event }: MyRequest): boolean {
  const end = event.ends_at ?? event.starts_at;
  const isOver = end !== null && new Date(end) < new Date();
  return (status === "pending" || status === "accepted") && !isOver;
}

function Row({ request }: { request: MyRequest }) {
  const { event, places, status } = request;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-56">
        <TextLink href={`/e/${event.slug}/join`} className="font-medium break-words" dir="auto">
          {event.title}
        </TextLink>
        <p className="text-sm text-quiet">
          {event.starts_at && <>{dayAndTime(event.starts_at, event.timezone)} · </>}
          {plural(places, { one: "# place", other: "# places" })}
        </p>
      </div>
      <Chip tone={status === "accepted" ? "positive" : "neutral"}>
        {status === "accepted" ? t`Accepted` : t`Not decided yet`}
      </Chip>
    </li>
  );
}
