import { plural, t } from "@lingui/core/macro";
import type { ActivityTexts, EventRow, Patches } from "@/api";

/** Applies a fact to an event. Returns "read" if the fact says that the event changed, but not how. */
type After = EventRow | "read";

const readIfNewer = (event: EventRow, { version }: { version: number }): After =>
  version <= event.version ? event : "read";

export const eventPatches: Patches<EventRow, After> = {
  event_updated: readIfNewer,
  event_published: readIfNewer,
  event_canceled: readIfNewer,
  event_completed: readIfNewer,
  event_deleted: () => "read",
};

export const activity: ActivityTexts = {
  event_created: () => t`created the event`,
  event_updated: () => t`changed the event`,
  event_published: () => t`published the event`,
  event_canceled: () => t`canceled the event`,
  event_reopened: () => t`reopened the event as a draft`,
  event_completed: () => t`completed the event`,
  event_deleted: () => t`deleted the event`,
  minimum_near: ({ data }) => {
    const missing = Number(data?.needed) - Number(data?.coming);
    return plural(missing, {
      one: "found that one more person is needed",
      other: "found that # more people are needed",
    });
  },
  minimum_reached: () => t`found that enough people come`,
  minimum_missed: () => t`found that too few people come`,
  event_restored: () => t`restored the event`,
  task_requested: () => t`started a background task`,
  task_moved: ({ data }) =>
    data?.reason ? t`reported a failed background task` : t`updated a background task`,
  file_added: () => t`uploaded a file`,
  file_attached: () => t`attached a file`,
  file_removed: () => t`removed a file that was no longer shown`,
  admin_read: () => t`viewed the event as an administrator`,
};
