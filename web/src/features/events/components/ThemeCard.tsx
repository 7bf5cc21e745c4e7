import { t } from "@lingui/core/macro";
import { useId, type CSSProperties } from "react";
import { Radio, RadioGroup } from "react-aria-components";
import { z } from "zod";
import { useForm, type EventRow } from "@/api";
import { Card, Choices, Form, toast } from "@/ui";
import { useChangeEvent } from "../queries";
import { CoverPattern, patterns } from "./CoverPattern";
import { SaveChanges } from "./SaveChanges";

const fonts = ["serif", "sans"] as const;
const schema = () =>
  z.object({ hue: z.string(), pattern: z.enum(patterns), title_font: z.enum(fonts) });

type Values = z.output<ReturnType<typeof schema>>;

const valuesOf = (event: EventRow): Values => ({
  hue: String(event.settings?.accent_hue ?? 350),
  pattern: event.settings?.pattern ?? "petals",
  title_font: event.settings?.title_font ?? "serif",
});

const inputOf = ({ hue, ...values }: Values, event: EventRow) => ({
  settings: { ...event.settings, ...values, accent_hue: Number(hue) },
  version: event.version,
});

/** How the event's pages look, with a preview of what is chosen. */
export function ThemeCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const form = useForm({
    schema: schema(),
    values: valuesOf(event),
    save: (values) => change.mutateAsync(inputOf(values, event)),
    onSaved: () => toast.show(t`Saved`),
  });
  return (
    <Card title={t`Look`}>
      <Form form={form} className="gap-5">
        <Preview event={event} {...form.now} />
        <Hues {...form.bind("hue")} />
        <Choices
          label={t`Pattern where there is no picture`}
          columns={3}
          {...form.bind("pattern")}
          choices={[
            { id: "petals", label: t`Petals` },
            { id: "dots", label: t`Dots` },
            { id: "waves", label: t`Waves` },
            { id: "stripes", label: t`Stripes` },
            { id: "plain", label: t`No pattern` },
          ]}
        />
        <Choices
          label={t`Titles`}
          columns={2}
          {...form.bind("title_font")}
          choices={[
            { id: "serif", label: t`Festive`, hint: t`With serifs, like printed invitations` },
            { id: "sans", label: t`Modern` },
          ]}
        />
        <SaveChanges form={form} event={event} />
      </Form>
    </Card>
  );
}

const hued = (hue: string) => ({ "--hue": hue }) as CSSProperties;

/** Names of the colors that are offered, by their hue in degrees. */
const hueNames = (): Record<string, string> => ({
  "350": t`Plum`,
  "25": t`Brick`,
  "60": t`Amber`,
  "110": t`Olive`,
  "155": t`Green`,
  "200": t`Teal`,
  "255": t`Blue`,
  "300": t`Violet`,
});

interface HuesProps {
  name: string;
  value: string;
  onChange: (hue: string) => void;
}

/** The colors, as one group; one that was set otherwise stands beside them. */
function Hues({ value, onChange }: HuesProps) {
  const names = hueNames();
  const hues = value in names ? Object.keys(names) : [...Object.keys(names), value];
  const label = useId();
  return (
    <RadioGroup
      value={value}
      onChange={onChange}
      aria-labelledby={label}
      className="flex flex-col gap-2"
    >
      <span id={label} className="text-sm font-medium">{t`Color`}</span>
      <div className="flex flex-wrap gap-2">
        {hues.map((hue) => (
          <Radio
            key={hue}
            value={hue}
            aria-label={names[hue] ?? t`Another color`}
            style={hued(hue)}
            className="hued size-11 cursor-pointer rounded-full border-4 border-surface bg-accent outline-2 outline-transparent data-focus-visible:outline-offset-2 data-focus-visible:outline-accent-text data-selected:outline-accent-text"
          />
        ))}
      </div>
    </RadioGroup>
  );
}

/** The top of the event's page as it will look. */
function Preview({ event, hue, pattern, title_font }: Values & { event: EventRow }) {
  return (
    <figure
      aria-label={t`Preview`}
      style={hued(hue)}
      className="hued overflow-hidden rounded-card border border-line"
    >
      <CoverPattern pattern={pattern} />
      <figcaption className="flex flex-col items-start gap-3 p-4">
        <bdi
          className={title_font === "serif" ? "font-display text-2xl" : "text-2xl font-semibold"}
        >
          {event.title}
        </bdi>
        <span className="rounded-full bg-accent px-5 py-2 text-sm font-semibold text-on-accent">
          {t`Join`}
        </span>
      </figcaption>
    </figure>
  );
}
