import type { ReactNode } from "react";

const drawings = {
  envelope: (
    <>
      <path d="M14 26h68v46a4 4 0 0 1-4 4H18a4 4 0 0 1-4-4Z" />
      <path d="m14 28 34 26 34-26M30 18h36M38 10h20" />
    </>
  ),
  people: (
    <>
      <circle cx="34" cy="32" r="11" />
      <path d="M14 74c1-15 9-23 20-23s19 8 20 23" />
      <circle cx="65" cy="38" r="8" />
      <path d="M62 54c10-1 19 6 20 20" />
    </>
  ),
  chairs: (
    <>
      <circle cx="48" cy="46" r="18" />
      <path d="M42 16h12M42 76h12M18 40v12M78 40v12M26 22l7 8M70 22l-7 8M26 70l7-8M70 70l-7-8" />
    </>
  ),
  calendar: (
    <>
      <rect x="16" y="20" width="64" height="56" rx="6" />
      <path d="M16 36h64M32 12v14M64 12v14M30 50h8M46 50h8M62 50h4M30 63h8M46 63h8" />
    </>
  ),
  list: (
    <>
      <path d="M22 24h6M38 24h38M22 42h6M38 42h30M22 60h6M38 60h34M22 78h6M38 78h20" />
    </>
  ),
  search: (
    <>
      <circle cx="42" cy="40" r="22" />
      <path d="m58 56 22 22M34 40h16" />
    </>
  ),
} as const;

export type Drawing = keyof typeof drawings;

/** An illustration, one sentence and one action. */
export function EmptyState({
  drawing,
  title,
  children,
  action,
}: {
  drawing: Drawing;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-14 text-center">
      <svg
        viewBox="0 0 96 88"
        className="mb-2 w-24 text-accent-text"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden
      >
        {drawings[drawing]}
      </svg>
      <p className="font-display text-lg">{title}</p>
      {children && <p className="text-sm text-quiet">{children}</p>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
