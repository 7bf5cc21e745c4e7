import { plural } from "@lingui/core/macro";
import { messageOf, type ReminderWords } from "@/api";
import { useDebounced } from "@/lib/useDebounced";
import { usePreview } from "../queries";
import { MessageSheet } from "./MessageSheet";

/** The message as the first recipient would receive it. */
export function Preview({ eventId, words }: { eventId: string; words: ReminderWords }) {
  const debounced = JSON.parse(useDebounced(JSON.stringify(words))) as ReminderWords;
  const preview = usePreview(eventId, debounced);
  if (preview.isPending) return null;
  if (preview.isError) return <p className="text-sm text-quiet">{messageOf(preview.error)}</p>;
  const { recipients, without_address: without, name, to, subject, text, locale } = preview.data;
  return (
    <section className="min-w-0 rounded-card border border-line bg-sunken p-4 text-sm">
      <p className="text-quiet">
        {plural(recipients, { one: "# person will get this.", other: "# people will get this." })}{" "}
        {without > 0 &&
          (words.channel === "email"
            ? plural(without, {
                one: "# has no e-mail address.",
                other: "# have no e-mail address.",
              })
            : plural(without, { one: "# has no phone number.", other: "# have no phone number." }))}
      </p>
      <MessageSheet
        channel={words.channel ?? "email"}
        name={name}
        to={to}
        subject={subject}
        text={text}
        locale={locale}
      />
    </section>
  );
}
