import { t } from "@lingui/core/macro";
import type { ActivityTexts, Rereads } from "@/api";

export const wallRereads: Rereads<"all"> = {
  wall_posted: ["all"],
  wall_post_moved: ["all"],
  wall_post_removed: ["all"],
  wall_post_reported: ["all"],
};

export const activity: ActivityTexts = {
  wall_posted: ({ data }) =>
    data.kind === "photo" ? t`put a photo on the wall` : t`wrote a comment on the wall`,
  wall_post_moved: ({ data }) =>
    data.status === "shown"
      ? t`showed something on the wall`
      : data.status === "deleted"
        ? t`deleted something from the wall`
        : t`hid something on the wall`,
  wall_post_removed: () => t`removed their own post from the wall`,
  wall_post_reported: () => t`reported something on the wall`,
};
