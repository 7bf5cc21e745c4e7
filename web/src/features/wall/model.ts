import { t } from "@lingui/core/macro";
import type { WallComment, WallPhoto } from "@/api";

export const kinds = ["comments", "photos"] as const;
export type Kind = (typeof kinds)[number];

export const views = ["waiting", "reported", "shown", "hidden"] as const;
export type View = (typeof views)[number];

export type Post = WallComment | WallPhoto;
export type PostStatus = Post["status"];

export const viewLabel = (view: View): string =>
  ({
    waiting: t`Waiting`,
    reported: t`Reported`,
    shown: t`Shown`,
    hidden: t`Hidden`,
  })[view];

export const kindLabel = (kind: Kind): string =>
  ({ comments: t`Comments`, photos: t`Photos` })[kind];

/** The posts by the status that they had, to undo a decision about them. */
export function byStatus(posts: Post[]): [PostStatus, string[]][] {
  const groups = new Map<PostStatus, string[]>();
  for (const post of posts) groups.set(post.status, [...(groups.get(post.status) ?? []), post.id]);
  return [...groups];
}
