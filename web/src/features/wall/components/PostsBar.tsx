import { plural, t } from "@lingui/core/macro";
import { Button, bottomBar } from "@/ui";
import type { PostStatus } from "../model";

interface Props {
  count: number;
  isPending: boolean;
  onDecide: (status: PostStatus) => void;
  onClear: () => void;
}

/** What can be done with the selected posts. */
export function PostsBar({ count, isPending, onDecide, onClear }: Props) {
  return (
    <div
      {...bottomBar}
      role="region"
      aria-label={t`Selected posts`}
      className="sticky bottom-4 z-10 m-4 flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-4 shadow-float"
    >
      <p className="min-w-0 flex-1 text-sm" aria-live="polite">
        {plural(count, { one: "# selected", other: "# selected" })}
      </p>
      <Button tone="filled" isPending={isPending} onPress={() => onDecide("shown")}>
        {t`Show`}
      </Button>
      <Button onPress={() => onDecide("hidden")}>{t`Hide`}</Button>
      <Button onPress={() => onDecide("deleted")}>{t`Delete`}</Button>
      <Button tone="quiet" onPress={onClear}>{t`Clear selection`}</Button>
    </div>
  );
}
