import { t } from "@lingui/core/macro";
import type { KeyboardEvent } from "react";
import { ago, dayAndTime, localZone } from "@/lib/dates";
import { Avatar, Button, Chip } from "@/ui";
import { RowCheckbox } from "@/ui/RowCheckbox";
import type { Post, PostStatus } from "../model";

interface Props {
  post: Post;
  canDecide: boolean;
  isSelected: boolean;
  onSelect: (on: boolean) => void;
  onDecide: (status: PostStatus) => void;
}

/** The card beside the one that has the focus. */
function moveFocus(from: HTMLElement, by: "nextElementSibling" | "previousElementSibling") {
  const to = from[by];
  if (to instanceof HTMLElement) to.focus();
}

/** One comment or photo, with its author and what can be decided about it. */
export function PostCard({ post, canDecide, isSelected, onSelect, onDecide }: Props) {
  const author = post.author || t`A guest`;
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const keys: Record<string, () => void> = {
      j: () => moveFocus(event.currentTarget, "nextElementSibling"),
      k: () => moveFocus(event.currentTarget, "previousElementSibling"),
      ...(canDecide && {
        s: () => onDecide("shown"),
        h: () => onDecide("hidden"),
        d: () => onDecide("deleted"),
        x: () => onSelect(!isSelected),
      }),
    };
    const run = keys[event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    run();
  };
  return (
    <li
      tabIndex={-1}
      onKeyDown={onKey}
      aria-label={author}
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4 focus-visible:outline-offset-2"
    >
      <div className="flex items-start gap-3">
        <Avatar name={author} size="size-9 text-xs" />
        <div className="min-w-0 flex-1 text-sm">
          <p className="font-medium break-words">
            <bdi>{author}</bdi>
          </p>
          <p className="text-quiet">
            <time dateTime={post.created_at} title={dayAndTime(post.created_at, localZone())}>
              {ago(post.created_at)}
            </time>
          </p>
        </div>
        {post.by_team && <Chip tone="accent">{t`Team`}</Chip>}
        {post.reported_at && <Chip tone="danger">{t`Reported`}</Chip>}
        {canDecide && (
          <RowCheckbox label={t`Select ${author}`} isSelected={isSelected} onChange={onSelect} />
        )}
      </div>
      <Content post={post} author={author} />
      {canDecide && <Decisions post={post} onDecide={onDecide} />}
    </li>
  );
}

/** What was posted. */
function Content({ post, author }: { post: Post; author: string }) {
  if ("text" in post)
    return (
      <p dir="auto" className="text-sm break-words whitespace-pre-line">
        {post.text}
      </p>
    );
  const { url, width, height, variants } = post.picture;
  return (
    <a href={url} target="_blank" rel="noreferrer" className="block">
      <img
        src={variants["800"] ?? url}
        alt={t`Photo by ${author}`}
        width={width ?? undefined}
        height={height ?? undefined}
        loading="lazy"
        className="max-h-96 w-full rounded-control bg-sunken object-contain"
      />
    </a>
  );
}

/** The buttons; what was reported can be kept as it is. */
function Decisions({ post, onDecide }: Pick<Props, "post" | "onDecide">) {
  const isShown = post.status === "shown";
  return (
    <div className="mt-auto flex flex-wrap gap-2">
      {(!isShown || post.reported_at) && (
        <Button size="small" tone="filled" onPress={() => onDecide("shown")}>
          {isShown ? t`Dismiss report` : t`Show`}
        </Button>
      )}
      {post.status !== "hidden" && (
        <Button size="small" onPress={() => onDecide("hidden")}>{t`Hide`}</Button>
      )}
      <Button size="small" tone="quiet" onPress={() => onDecide("deleted")}>{t`Delete`}</Button>
    </div>
  );
}
