import { t } from "@lingui/core/macro";
import type { Activity } from "@/api";
import { ago } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import { Avatar } from "@/ui";
import { activityLabel, actorName, subjectOf } from "../model";

export function ActivityList({ items }: { items: Activity[] }) {
  const now = useNow();
  return (
    <ol className="divide-y divide-line" aria-label={t`Activity`}>
      {items.map((item) => {
        const name = actorName(item);
        const subject = subjectOf(item);
        return (
          <li key={item.id} className="flex items-start gap-3 px-5 py-3 text-sm">
            <Avatar name={name} size="size-7 text-xs" />
            <p className="min-w-0 flex-1 pt-0.5">
              <bdi className="font-medium">{name}</bdi>{" "}
              <span className="text-quiet">{activityLabel(item)}</span>
              {subject && (
                <>
                  {" "}
                  · <bdi>{subject}</bdi>
                </>
              )}
            </p>
            <time dateTime={item.at} title={item.at} className="shrink-0 pt-0.5 text-xs text-quiet">
              {ago(item.at, now)}
            </time>
          </li>
        );
      })}
    </ol>
  );
}
