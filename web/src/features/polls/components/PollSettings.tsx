import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import { useState } from "react";
import { messageOf, type DatePoll } from "@/api";
import { copyText } from "@/lib/clipboard";
import { toInstant, toWall } from "@/lib/dates";
import { Button, Card, Notice, Switch, toast } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { useChangePoll } from "../queries";

interface Props {
  poll: DatePoll;
  zone: string;
  canEdit: boolean;
}

/** The poll's link, its deadline, and whether those who answer see each other. */
export function PollSettings({ poll, zone, canEdit }: Props) {
  const change = useChangePoll(poll.event_id);
  const { version } = poll;
  return (
    <Card title={t`Ask your guests`}>
      <div className="flex flex-col gap-5">
        <PollLink url={poll.url} />
        {change.error && <Notice tone="danger">{messageOf(change.error)}</Notice>}
        {canEdit && (
          <>
            <Switch
              isSelected={poll.names_shown}
              onChange={(names_shown) => change.mutate({ names_shown, version })}
            >
              {t`Guests see who can come when`}
            </Switch>
            {poll.status === "open" && (
              <Deadline
                key={poll.closes_at}
                closesAt={poll.closes_at}
                zone={zone}
                isPending={change.isPending}
                onSave={(closes_at) => change.mutate({ closes_at, version })}
              />
            )}
          </>
        )}
      </div>
    </Card>
  );
}

function PollLink({ url }: { url: string }) {
  const copy = async () => {
    if (await copyText(url)) toast.show(t`Link copied`);
    else toast.error(t`Copying isn't allowed here. Select the link and copy it.`);
  };
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-quiet">{t`Anybody with this link can answer. Guests with an invitation find the poll on its page too.`}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code dir="ltr" className="min-w-0 flex-1 basis-48 text-sm break-all">
          {url}
        </code>
        <Button icon={<Copy size={16} />} onPress={() => void copy()}>{t`Copy link`}</Button>
      </div>
    </div>
  );
}

interface DeadlineProps {
  closesAt: string | null;
  zone: string;
  isPending: boolean;
  onSave: (closesAt: string | null) => void;
}

function Deadline({ closesAt, zone, isPending, onSave }: DeadlineProps) {
  const [wall, setWall] = useState<CalendarDateTime | null>(
    closesAt ? toWall(closesAt, zone) : null,
  );
  return (
    <div className="flex flex-wrap items-end gap-2">
      <DateTime
        label={t`Answers until (optional)`}
        hint={t`Then the poll ends by itself, and you're told.`}
        value={wall}
        onChange={setWall}
        className="min-w-56 flex-1"
      />
      <Button
        isPending={isPending}
        isDisabled={!wall}
        onPress={() => onSave(wall && toInstant(wall, zone))}
      >{t`Save deadline`}</Button>
      {closesAt && <Button tone="quiet" onPress={() => onSave(null)}>{t`No deadline`}</Button>}
    </div>
  );
}
