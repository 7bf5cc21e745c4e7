import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem, type Losing, type PlanVersion } from "@/api";
import { ago } from "@/lib/dates";
import { Button, Chip, EmptyState, LoadError, Panel, Skeleton, toast } from "@/ui";
import { useRestore, useVersions } from "../queries";
import { LosingDialog } from "./SaveDialogs";

function causeLabel(version: PlanVersion): string {
  switch (version.cause) {
    case "imported":
      return t`from a file`;
    case "restored":
      return t`restored`;
    case "before":
      return t`as it was before`;
    case "saved":
      return "";
  }
}

/** Saved versions, newest first. Any of them can be restored. */
export function VersionsPanel({
  eventId,
  isOpen,
  onClose,
  onRestored,
}: {
  eventId: string;
  isOpen: boolean;
  onClose: () => void;
  onRestored: () => Promise<void>;
}) {
  const versions = useVersions(eventId, isOpen);
  const restore = useRestore(eventId);
  const [pendingRestore, setPendingRestore] = useState<{
    version: number;
    losing: Losing[];
    total: number;
  } | null>(null);
  const run = (version: number, confirm: boolean) =>
    restore.mutate(
      { version, confirm },
      {
        onSuccess: () => {
          setPendingRestore(null);
          void onRestored().then(() => toast.show(t`Version restored.`));
        },
        onError: (error) => {
          if (error instanceof Problem && Array.isArray(error.body.losing))
            setPendingRestore({
              version,
              losing: error.body.losing as Losing[],
              total: Number(error.body.losing_total),
            });
          else toast.error(messageOf(error));
        },
      },
    );
  return (
    <Panel
      title={t`Versions`}
      subtitle={t`Saved by itself; the last fifty are kept.`}
      isOpen={isOpen}
      onClose={onClose}
    >
      {versions.isPending && <Skeleton lines={5} />}
      {versions.isError && (
        <LoadError message={messageOf(versions.error)} onRetry={() => void versions.refetch()} />
      )}
      {versions.data?.length === 0 && (
        <EmptyState
          drawing="list"
          title={t`Nothing saved yet`}
        >{t`Every change to the plan is saved here.`}</EmptyState>
      )}
      <ol className="divide-y divide-line">
        {versions.data?.map((version) => (
          <li key={version.version} className="flex items-center justify-between gap-3 py-3">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
                <time dateTime={version.saved_at} title={version.saved_at}>
                  {ago(version.saved_at)}
                </time>
                {version.is_current && <Chip tone="positive">{t`Now`}</Chip>}
              </p>
              <p className="text-xs text-quiet" dir="auto">
                {[
                  plural(version.seats, { one: "# seat", other: "# seats" }),
                  version.author,
                  causeLabel(version),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            {!version.is_current && (
              <Button
                size="small"
                isPending={restore.isPending && restore.variables.version === version.version}
                onPress={() => run(version.version, false)}
              >{t`Restore`}</Button>
            )}
          </li>
        ))}
      </ol>
      <LosingDialog
        losing={pendingRestore?.losing ?? []}
        total={pendingRestore?.total ?? 0}
        isOpen={pendingRestore !== null}
        isPending={restore.isPending}
        onClose={() => setPendingRestore(null)}
        onConfirm={() => {
          if (pendingRestore) run(pendingRestore.version, true);
        }}
      />
    </Panel>
  );
}
