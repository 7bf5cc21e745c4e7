import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Report } from "@/api";
import { useNow } from "@/lib/useNow";
import { Button, Card, EmptyState, LoadError, Page, PageHead, Segments, Skeleton } from "@/ui";
import { ReportItem } from "../components/ReportItem";
import { useReports } from "../queries";

type Status = Report["status"];
const isStatus = (id: string): id is Status =>
  id === "open" || id === "dismissed" || id === "upheld";

/** For platform admins: what people have reported. */
export function ReportsPage() {
  const [status, setStatus] = useState<Status>("open");
  const reports = useReports(status);
  const now = useNow();
  const items = reports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page width="narrow">
      <PageHead
        title={t`Reports`}
      >{t`Events and people that somebody reported. Hosts aren't told who did.`}</PageHead>
      <Segments
        label={t`Reports shown`}
        value={status}
        onChange={(id) => isStatus(id) && setStatus(id)}
        options={[
          { id: "open", label: t`Open` },
          { id: "upheld", label: t`Upheld` },
          { id: "dismissed", label: t`Dismissed` },
        ]}
      />
      {reports.isPending && <Skeleton />}
      {reports.isError && (
        <LoadError message={messageOf(reports.error)} onRetry={() => void reports.refetch()} />
      )}
      {reports.isSuccess && items.length === 0 && (
        <Card>
          <EmptyState drawing="list" title={t`No reports`}>
            {status === "open" ? t`Nothing waits for a decision.` : t`There are none here.`}
          </EmptyState>
        </Card>
      )}
      {items.length > 0 && (
        <Card flush>
          <ul className="divide-y divide-line">
            {items.map((report) => (
              <ReportItem key={report.id} report={report} now={now} />
            ))}
          </ul>
          {reports.hasNextPage && (
            <div className="p-3 text-center">
              <Button
                size="small"
                isPending={reports.isFetchingNextPage}
                onPress={() => void reports.fetchNextPage()}
              >{t`Show more`}</Button>
            </div>
          )}
        </Card>
      )}
    </Page>
  );
}
