import { t } from "@lingui/core/macro";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./Button";
import { cx } from "./cx";

type Tone = "info" | "positive" | "warning" | "danger";
const looks: Record<Tone, [string, typeof Info]> = {
  info: ["bg-info-soft text-info", Info],
  positive: ["bg-positive-soft text-positive", CircleCheck],
  warning: ["bg-warning-soft text-warning", TriangleAlert],
  danger: ["bg-danger-soft text-danger", CircleAlert],
};

export function Notice({
  tone = "info",
  children,
  action,
}: {
  tone?: Tone;
  children: ReactNode;
  action?: ReactNode;
}) {
  const [look, Icon] = looks[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cx("flex flex-wrap items-center gap-3 rounded-control px-4 py-3 text-sm", look)}
    >
      <Icon aria-hidden size={18} />
      <div className={cx("min-w-0 flex-1", Boolean(action) && "basis-48")}>{children}</div>
      {action}
    </div>
  );
}

export function LoadError({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <Notice tone="danger" action={<Button size="small" onPress={onRetry}>{t`Try again`}</Button>}>
      {message}
    </Notice>
  );
}

export function Skeleton({ lines = 4 }: { lines?: number }) {
  return (
    <div aria-busy="true" className="flex flex-col gap-3 py-2">
      <span className="sr-only" role="status">{t`Loading`}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div
          key={index}
          className="h-5 animate-[breathe_1.6s_infinite] rounded-control bg-sunken"
          style={{ width: `${92 - ((index * 17) % 40)}%` }}
        />
      ))}
    </div>
  );
}
