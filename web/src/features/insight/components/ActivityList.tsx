import { plural, t } from "@lingui/core/macro";
import { Fragment } from "react";
import type { Activity } from "@/api";
import { ago, dayAndTime, localZone } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import { Avatar } from "@/ui";
import { groupActivity } from "../grouping";
import { activityLabel, actorName, subjectOf } from "../model";

/** Names shown of a group. */
const maxNamed = 3;

export function ActivityList({ items }: { items: Activity[] }) {
  const now = useNow();
  return (
    <ol className="divide-y divide-line" aria-label={t`Activity`}>
      {groupActivity(items).map(({ newest: item, items: same }) => {
        const name = actorName(item);
        const subjects = [...new Set(same.map(subjectOf).filter((one) => one !== null))];
        const more = subjects.length - maxNamed;
        return (
          <li key={item.id} className="flex items-start gap-3 px-5 py-3 text-sm">
            <Avatar name={name} size="size-7 text-xs" />
            <p className="min-w-0 flex-1 pt-0.5">
              <bdi className="font-medium">{name}</bdi>{" "}
              <span className="text-quiet">{activityLabel(item)}</span>
              {subjects.slice(0, maxNamed).map((subject) => (
                <Fragment key={subject}>
                  {" "}
                  · <bdi>{subject}</bdi>
                </Fragment>
              ))}
              {more > 0 && (
                <span className="text-quiet">
                  {" "}
                  {plural(more, { one: "and # more", other: "and # more" })}
                </span>
              )}
            </p>
            <time
              dateTime={item.at}
              title={dayAndTime(item.at, localZone())}
              className="shrink-0 pt-0.5 text-xs text-quiet"
            >
              {ago(item.at, now)}
            </time>
          </li>
        );
      })}
    </ol>
  );
}
