import { t } from "@lingui/core/macro";
import type { Activity } from "@/api";
import { ago } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import { Avatar } from "@/ui";
import { activityWord, actorName } from "../model";

export function ActivityList({ items }: { items: Activity[] }) {
  const now = useNow();
  return (
    <ol className="divide-y divide-line" aria-label={t`Activity`}>
      {items.map((item) => {
        const name = actorName(item);
        const at = item.created_at ?? item.at ?? "";
        return (
          <li key={item.id} className="flex items-start gap-3 px-5 py-3 text-sm">
            <Avatar name={name} size="size-7 text-xs" />
            <p className="min-w-0 flex-1 pt-0.5">
              <bdi className="font-medium">{name}</bdi> <span className="text-quiet">{activityWord(item.action)}</span>
              {item.object_name && <> · <bdi>{item.object_name}</bdi></>}
              {item.summary && <span className="block text-quiet" dir="auto">{item.summary}</span>}
            </p>
            {at && <time dateTime={at} title={at} className="shrink-0 pt-0.5 text-xs text-quiet">{ago(at, now)}</time>}
          </li>
        );
      })}
    </ol>
  );
}
