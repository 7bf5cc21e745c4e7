import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type FailedJob } from "@/api";
import { ago } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import {
  Button,
  Card,
  Chip,
  Confirm,
  EmptyState,
  LoadError,
  Page,
  PageHead,
  Skeleton,
  toast,
} from "@/ui";
import { useJobs, useJobVerb } from "../queries";

/** For server operators: jobs that failed too often and wait for manual action. */
export function JobsPage() {
  const jobs = useJobs();
  const verb = useJobVerb();
  const now = useNow();
  const [jobToForget, setJobToForget] = useState<FailedJob | null>(null);
  const items = jobs.data?.pages.flatMap((page) => page.items) ?? [];
  const waiting = jobs.data?.pages[0]?.waiting ?? [];
  const fail = (error: Error) => void toast.error(messageOf(error));
  return (
    <Page width="narrow">
      <PageHead
        title={t`Failed jobs`}
      >{t`Jobs that keep failing stop here, so that nothing is lost and nothing retries forever.`}</PageHead>
      {jobs.isPending && <Skeleton />}
      {jobs.isError && (
        <LoadError message={messageOf(jobs.error)} onRetry={() => void jobs.refetch()} />
      )}
      {waiting.length > 0 && (
        <Card title={t`Queued jobs`}>
          <ul className="text-sm">
            {waiting.map((lane) => (
              <li key={lane.lane} className="flex justify-between gap-3 py-1">
                <span>{lane.lane}</span>
                <span className="text-quiet">
                  {plural(lane.jobs, { one: "# job", other: "# jobs" })} ·{" "}
                  <time dateTime={lane.since}>{ago(lane.since, now)}</time>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {jobs.isSuccess && items.length === 0 && (
        <Card>
          <EmptyState drawing="list" title={t`No failed jobs`}>{t`No job has failed.`}</EmptyState>
        </Card>
      )}
      {items.length > 0 && (
        <Card flush>
          <ul className="divide-y divide-line">
            {items.map((job) => (
              <li key={job.id} className="flex flex-wrap items-start gap-4 px-5 py-4">
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
                    <code>{job.name}</code>{" "}
                    <Chip tone={job.status === "dead" ? "warning" : "danger"}>
                      {job.status === "dead" ? t`Failed` : t`Crashed its worker`}
                    </Chip>
                  </p>
                  <p className="mt-1 text-sm text-quiet">
                    <bdi>{job.organization}</bdi> ·{" "}
                    {plural(job.tries, { one: "# try", other: "# tries" })} ·{" "}
                    <time dateTime={job.created_at}>{ago(job.created_at, now)}</time>
                  </p>
                  {job.error && (
                    <p className="mt-2 rounded-control bg-sunken p-2 text-xs break-words" dir="ltr">
                      {job.error}
                    </p>
                  )}
                </div>
                <div className="flex gap-2">
                  <Button
                    size="small"
                    onPress={() =>
                      verb.mutate(
                        { id: job.id, verb: "retry" },
                        { onSuccess: () => toast.show(t`It starts over.`), onError: fail },
                      )
                    }
                  >{t`Try again`}</Button>
                  <Button
                    size="small"
                    tone="quiet"
                    onPress={() => setJobToForget(job)}
                  >{t`Delete`}</Button>
                </div>
              </li>
            ))}
          </ul>
          {jobs.hasNextPage && (
            <div className="p-3 text-center">
              <Button
                size="small"
                isPending={jobs.isFetchingNextPage}
                onPress={() => void jobs.fetchNextPage()}
              >{t`Show more`}</Button>
            </div>
          )}
        </Card>
      )}
      <Confirm
        title={t`Delete this job?`}
        action={t`Delete`}
        isDanger
        isOpen={jobToForget !== null}
        isPending={verb.isPending}
        onClose={() => setJobToForget(null)}
        onConfirm={() =>
          jobToForget &&
          verb.mutate(
            { id: jobToForget.id, verb: "forget" },
            { onSuccess: () => setJobToForget(null), onError: fail },
          )
        }
      >
        <p>{t`The job's work won't be done. The activity log keeps a record that it was deleted.`}</p>
      </Confirm>
    </Page>
  );
}
