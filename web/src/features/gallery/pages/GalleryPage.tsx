import { t } from "@lingui/core/macro";
import { useState, type ReactNode } from "react";
import { Page, PageHead, Segments, ThemePicker } from "@/ui";
import { Controls } from "../components/Controls";
import { Feedback } from "../components/Feedback";
import { Forms } from "../components/Forms";
import { Lists } from "../components/Lists";

/** Shows every component in all its states. `make shots` takes screenshots of it. */
export function GalleryPage() {
  const [direction, setDirection] = useState(document.documentElement.dir || "ltr");
  return (
    <main>
      <Page>
        <PageHead
          title={t`Components`}
          actions={
            <>
              <ThemePicker />
              <Segments
                label={t`Direction`}
                value={direction}
                onChange={(next) => {
                  document.documentElement.dir = next;
                  setDirection(next);
                }}
                options={[
                  { id: "ltr", label: "LTR" },
                  { id: "rtl", label: "RTL" },
                ]}
              />
            </>
          }
        />
        <Colours />
        <Controls />
        <Feedback />
        <Forms />
        <Lists />
      </Page>
    </main>
  );
}

function Colours() {
  const names = [
    "page",
    "surface",
    "sunken",
    "line",
    "line-strong",
    "text",
    "quiet",
    "accent",
    "accent-soft",
    "positive",
    "positive-soft",
    "warning",
    "warning-soft",
    "danger",
    "danger-soft",
    "info",
    "info-soft",
  ];
  const seats = Array.from({ length: 7 }, (_, index) => `hue-${index + 1}`);
  return (
    <section className="flex flex-col gap-4">
      <h2 className="font-display text-lg">{t`Colors`}</h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-3">
        {[...names, ...seats].map((name) => (
          <li key={name} className="flex flex-col gap-1 text-xs text-quiet">
            <Swatch name={name} />
            {name}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Swatch({ name }: { name: string }): ReactNode {
  return (
    <span
      className="h-12 rounded-control border border-line"
      style={{ background: `var(--${name})` }}
    />
  );
}
