import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Report } from "@/api";
import { isolated } from "@/lib/bidi";
import { ago } from "@/lib/dates";
import { Button, Chip, TextLink, toast } from "@/ui";
import { reasonLabel } from "../model";
import { useDecideReport, useTakedown } from "../queries";
import { TakedownDialog } from "./TakedownDialog";

/** One report, with what can be done about it. */
export function ReportItem({ report, now }: { report: Report; now: number }) {
  const reporter = isolated(report.reporter.name);
  return (
    <li className="flex flex-wrap items-start gap-4 px-5 py-4">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <Subject report={report} />
          <Chip tone="warning">{reasonLabel(report.reason)}</Chip>
          {report.event?.taken_down_at && <Chip tone="danger">{t`Taken down`}</Chip>}
        </p>
        <p className="mt-1 text-sm text-quiet">
          {report.open_reports > 1 && (
            <>{plural(report.open_reports, { one: "# open report", other: "# open reports" })} · </>
          )}
          {t`Reported by ${reporter}`} ·{" "}
          <time dateTime={report.created_at}>{ago(report.created_at, now)}</time>
        </p>
        {report.text && (
          <p className="mt-2 rounded-control bg-sunken p-2 text-sm break-words" dir="auto">
            {report.text}
          </p>
        )}
      </div>
      <Verbs report={report} />
    </li>
  );
}

/** The event, with its page as long as it has one, or the person. */
function Subject({ report }: { report: Report }) {
  const { event, person } = report;
  if (!event) return <bdi className="font-medium">{person?.name}</bdi>;
  return (
    <>
      {event.taken_down_at ? (
        <bdi className="font-medium">{event.title}</bdi>
      ) : (
        <TextLink href={`/e/${event.slug}`} target="_blank" className="font-medium">
          <bdi>{event.title}</bdi>
        </TextLink>
      )}
      <bdi className="text-quiet">{event.host}</bdi>
    </>
  );
}

function Verbs({ report }: { report: Report }) {
  const decide = useDecideReport();
  const takedown = useTakedown();
  const [isAsking, setIsAsking] = useState(false);
  const fail = (error: Error) => void toast.error(messageOf(error));
  const { event } = report;
  const close = (verb: "dismiss" | "uphold") =>
    decide.mutate({ id: report.id, verb }, { onError: fail });
  return (
    <div className="flex flex-wrap gap-2">
      {report.status === "open" && (
        <Button
          size="small"
          isDisabled={decide.isPending}
          onPress={() => close("dismiss")}
        >{t`Dismiss report`}</Button>
      )}
      {report.status === "open" && !event && (
        <Button
          size="small"
          isDisabled={decide.isPending}
          onPress={() => close("uphold")}
        >{t`Uphold`}</Button>
      )}
      {event && !event.taken_down_at && (
        <Button size="small" tone="danger" onPress={() => setIsAsking(true)}>{t`Take down`}</Button>
      )}
      {event?.taken_down_at && (
        <Button
          size="small"
          isPending={takedown.isPending}
          onPress={() =>
            takedown.mutate(
              { eventId: event.id },
              { onSuccess: () => toast.show(t`It can be seen again.`), onError: fail },
            )
          }
        >{t`Put back`}</Button>
      )}
      {event && isAsking && (
        <TakedownDialog
          title={event.title}
          isPending={takedown.isPending}
          onClose={() => setIsAsking(false)}
          onTakeDown={(reason) =>
            takedown.mutate(
              { eventId: event.id, reason },
              { onSuccess: () => setIsAsking(false), onError: fail },
            )
          }
        />
      )}
    </div>
  );
}
