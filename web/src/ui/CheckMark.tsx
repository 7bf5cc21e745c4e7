import type { ReactNode } from "react";

const tick = <path d="m2.5 6.5 2.5 2.5 4.5-6" />;

/** The mark in a checkbox: a tick, or what stands for another state. */
export function CheckMark({
  className,
  children = tick,
}: {
  className: string;
  children?: ReactNode;
}) {
  return (
    <svg
      viewBox="0 0 12 12"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      {children}
    </svg>
  );
}
