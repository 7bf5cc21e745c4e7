import type { ReactNode } from "react";
import { cx } from "./cx";

/** The page body: a maximum width with generous padding. */
export function Page({
  children,
  width = "wide",
}: {
  children: ReactNode;
  width?: "wide" | "narrow" | "full";
}) {
  return (
    <div
      className={cx(
        "mx-auto flex w-full flex-col gap-6 px-4 py-6 sm:px-8 sm:py-8",
        width === "narrow" && "max-w-3xl",
        width === "wide" && "max-w-7xl",
      )}
    >
      {children}
    </div>
  );
}

export function PageHead({
  title,
  children,
  actions,
}: {
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="font-display text-xl font-medium tracking-tight" dir="auto">
          {title}
        </h1>
        {children && <div className="mt-1 text-sm text-quiet">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

export function Card({
  title,
  actions,
  children,
  className,
  flush,
  id,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  flush?: boolean;
  id?: string;
}) {
  return (
    <section
      id={id}
      className={cx("min-w-0 rounded-card border border-line bg-surface", className)}
    >
      {title && (
        <header className="flex flex-wrap items-center justify-between gap-3 px-5 pt-4 pb-1">
          <h2 className="text-base font-medium">{title}</h2>
          {actions}
        </header>
      )}
      <div className={cx(flush ? "pb-1" : "px-5 py-4")}>{children}</div>
    </section>
  );
}

/** A number with its label. */
export function Stat({
  label,
  value,
  note,
}: {
  label: string;
  value: ReactNode;
  note?: ReactNode;
}) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-sm text-quiet">{label}</span>
      <span data-figures className="font-display text-xl font-medium leading-none">
        {value}
      </span>
      {note && <span className="text-xs text-quiet">{note}</span>}
    </div>
  );
}
