import { t } from "@lingui/core/macro";
import type { Reminder } from "@/api";

interface Props {
  channel: Reminder["channel"];
  name: string | null;
  to: string | null;
  subject: string;
  text: string;
  /** The language it is written in. */
  locale: string | null;
  /** What stands on the buttons below it. */
  buttons?: readonly string[];
}

/** A message as one guest gets it. */
export function MessageSheet({ channel, name, to, subject, text, locale, buttons = [] }: Props) {
  return (
    <div
      className="mt-3 rounded-control bg-surface p-4"
      dir="auto"
      {...(locale ? { lang: locale } : {})}
    >
      {name !== null && (
        <p className="text-xs wrap-anywhere text-quiet" dir="auto">
          {t`To`} <bdi>{name}</bdi> · <bdi>{to}</bdi>
        </p>
      )}
      {channel === "email" && (
        <p className="mt-1 font-medium wrap-anywhere" dir="auto">
          {subject}
        </p>
      )}
      <p className="mt-2 wrap-anywhere whitespace-pre-line" dir="auto">
        {text}
      </p>
      {buttons.length > 0 && (
        <ul aria-label={t`Buttons`} className="mt-3 flex flex-wrap gap-2">
          {buttons.map((one) => (
            <li key={one} className="rounded-control border border-line px-3 py-1 text-accent">
              {one}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
