import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Seal } from "./Seal";

/** Layout of the login and registration pages, with an illustrated card beside the form. */
export function Welcome({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[1fr_1.1fr]">
      <aside className="relative hidden place-items-center overflow-hidden bg-accent p-12 text-on-accent lg:grid">
        <Pattern />
        <div className="relative flex max-w-sm flex-col gap-5 text-center">
          <span className="mx-auto">
            <Seal className="size-14" />
          </span>
          <p className="font-display text-2xl leading-tight">{t`Every guest invited, seated and welcomed.`}</p>
          <p className="text-base opacity-85">{t`Replies in three taps, a live seating map, and check-in that knows every guest.`}</p>
        </div>
      </aside>
      <main className="grid place-items-center px-4 py-12">
        <div className="flex w-full max-w-sm flex-col gap-6">
          <div className="flex items-center gap-3 text-accent-text">
            <Seal className="size-9" />
            <span className="font-display text-lg font-medium">Convite</span>
          </div>
          <h1 className="font-display text-xl font-medium tracking-tight">{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}

function Pattern() {
  return (
    <svg aria-hidden className="absolute inset-0 h-full w-full opacity-15">
      <defs>
        <pattern
          id="leaves"
          width="84"
          height="84"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(24)"
        >
          <path
            d="M42 6c14 12 14 28 0 40C28 34 28 18 42 6ZM42 46v34M42 60c8-2 14-8 16-16M42 66c-8-2-14-8-16-16"
            fill="none"
            stroke="currentColor"
            strokeWidth="1"
          />
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#leaves)" />
    </svg>
  );
}
