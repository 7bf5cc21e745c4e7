import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { cx } from "./cx";

const announcedAt = [300, 120, 60];

interface Props {
  /** When the countdown ends, in server time. */
  until: string;
  /** Server time minus local time, in milliseconds. */
  skew?: number;
  onEnd?: () => void;
  className?: string;
}

export function secondsLeft(until: string, skew: number, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(until) - (now + skew)) / 1000));
}

export function clockFace(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Counts down by the server's clock. Screen readers announce it at five, two and one minutes only. */
export function Countdown({ until, skew = 0, onEnd, className }: Props) {
  const [left, setLeft] = useState(() => secondsLeft(until, skew, Date.now()));
  useEffect(() => {
    const timer = setInterval(() => {
      const next = secondsLeft(until, skew, Date.now());
      setLeft(next);
      if (next === 0) {
        clearInterval(timer);
        onEnd?.();
      }
    }, 500);
    return () => clearInterval(timer);
  }, [until, skew, onEnd]);
  const minutes = Math.round(left / 60);
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1 font-medium tabular-nums",
        left <= 60 ? "text-warning" : "text-text",
        className,
      )}
    >
      <span role="timer" aria-live="off" dir="ltr">
        {clockFace(left)}
      </span>
      <span className="sr-only" aria-live="polite">
        {announcedAt.includes(left) ? t`${minutes} min left` : ""}
      </span>
    </span>
  );
}
