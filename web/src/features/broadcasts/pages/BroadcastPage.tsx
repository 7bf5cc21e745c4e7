import { t } from "@lingui/core/macro";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { messageOf } from "@/api";
import { allows, useEvent } from "@/features/events";
import { channelLabel, MessageSheet } from "@/features/reminders";
import { dayAndTime } from "@/lib/dates";
import { useEventId } from "@/lib/useEventId";
import { Card, Chip, LoadError, Page, PageHead, Skeleton } from "@/ui";
import { BroadcastActions } from "../components/BroadcastActions";
import { BroadcastForm } from "../components/BroadcastForm";
import { BroadcastProgress } from "../components/BroadcastProgress";
import { Recipients } from "../components/Recipients";
import { kindLabel, statusLabel } from "../model";
import { useBroadcast } from "../queries";

/** One message to many: how far it is, and each recipient by name. */
export function BroadcastPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const { messageId } = useParams({
    from: "/authenticated/app/events/$eventId/messages/$messageId",
  });
  const navigate = useNavigate();
  const [isEditing, setEditing] = useState(false);
  const found = useBroadcast(eventId, messageId);
  const broadcast = found.data;
  if (found.isError)
    return (
      <Page width="narrow">
        <LoadError message={messageOf(found.error)} onRetry={() => void found.refetch()} />
      </Page>
    );
  if (!broadcast)
    return (
      <Page width="narrow">
        <Skeleton />
      </Page>
    );
  const { word, tone } = statusLabel(broadcast);
  const { kind, channel, subject, body } = broadcast;
  const zone = event?.timezone ?? "UTC";
  const moment = broadcast.sent_at ?? broadcast.scheduled_for;
  const back = () => void navigate({ to: "/events/$eventId/messages", params: { eventId } });
  return (
    <Page width="narrow">
      <PageHead
        title={kind === "message" ? subject || t`Message` : kindLabel(kind)}
        actions={
          event &&
          allows(event, "send_messages") && (
            <BroadcastActions
              eventId={eventId}
              broadcast={broadcast}
              onEdit={() => setEditing(true)}
              onDeleted={back}
            />
          )
        }
      >
        <span className="flex flex-wrap items-center gap-2">
          <Chip tone={tone}>{word}</Chip> {channelLabel(channel)}
          {moment && <time dateTime={moment}>{dayAndTime(moment, zone)}</time>}
        </span>
      </PageHead>
      <Card>
        {body ? (
          <div className="rounded-control bg-sunken px-3 pt-px pb-3">
            <MessageSheet
              channel={channel}
              name={null}
              to={null}
              subject={subject}
              text={body}
              locale={null}
            />
          </div>
        ) : (
          <p className="text-sm text-quiet">{t`Default text, in each guest's language`}</p>
        )}
        <BroadcastProgress broadcast={broadcast} />
      </Card>
      {broadcast.status !== "draft" && broadcast.status !== "scheduled" && (
        <Recipients eventId={eventId} broadcast={broadcast} zone={zone} />
      )}
      {isEditing && (
        <BroadcastForm
          eventId={eventId}
          broadcast={broadcast}
          onClose={() => setEditing(false)}
          onSaved={() => setEditing(false)}
        />
      )}
    </Page>
  );
}
