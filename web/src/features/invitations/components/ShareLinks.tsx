import type { CalendarDateTime } from "@internationalized/date";
import { plural, t } from "@lingui/core/macro";
import { Copy, Link2 } from "lucide-react";
import { useState } from "react";
import { z } from "zod";
import { listState, messageOf, useForm, type EventRow, type Invite } from "@/api";
import { copyText } from "@/lib/clipboard";
import { dayAndTime, toInstant, zoneCity } from "@/lib/dates";
import {
  Button,
  Chip,
  Confirm,
  Field,
  Form,
  LoadError,
  Panel,
  Skeleton,
  SubmitButton,
  toast,
} from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { linkStatus, useEndLink, useMakeLink, useShareLinks } from "../shareLinks";

const schema = z.object({
  places: z.string().transform(Number).pipe(z.number().int().min(1).max(1000)),
  until: z.custom<CalendarDateTime | null>(),
});

async function copy(url: string) {
  if (await copyText(url)) toast.show(t`Link copied`);
  else toast.error(t`The browser doesn't allow copying here. Select the text instead.`);
}

/** Links by which a number of people can come: made, copied, and ended. */
export function ShareLinks({
  event,
  isOpen,
  onClose,
}: {
  event: EventRow;
  isOpen: boolean;
  onClose: () => void;
}) {
  return (
    <Panel title={t`Share links`} isOpen={isOpen} onClose={onClose}>
      <div className="flex flex-col gap-6">
        <p className="text-sm text-quiet">
          {t`Whoever has a link and logs in can come, to a private event too, until its places are taken.`}
        </p>
        <NewLink event={event} />
        <Links event={event} />
      </div>
    </Panel>
  );
}

function NewLink({ event }: { event: EventRow }) {
  const make = useMakeLink(event.id);
  const left = event.capacity === null ? 10 : event.capacity - event.going_count;
  const form = useForm({
    schema,
    values: {
      places: String(Math.min(10, Math.max(1, left))),
      until: null as CalendarDateTime | null,
    },
    save: ({ places, until }) =>
      make.mutateAsync({
        max_guests: places,
        expires_at: until && toInstant(until, event.timezone),
      }),
    onSaved: (link) => void copy(link.url),
    names: { max_guests: "places", expires_at: "until" },
  });
  const city = zoneCity(event.timezone);
  return (
    <Form form={form} className="gap-4">
      <Field
        label={t`How many people can come by it`}
        type="number"
        inputMode="numeric"
        min={1}
        max={1000}
        {...form.bind("places")}
      />
      <DateTime
        label={t`Until when (optional)`}
        {...form.bind("until")}
        hint={t`Local time in ${city}. Without it, until replies are closed.`}
      />
      <div>
        <SubmitButton form={form}>{t`Make and copy a link`}</SubmitButton>
      </div>
    </Form>
  );
}

function Links({ event }: { event: EventRow }) {
  const links = useShareLinks(event.id);
  const end = useEndLink(event.id);
  const [ending, setEnding] = useState<Invite | null>(null);
  const list = listState(links);
  const rows = links.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <Skeleton lines={3} />;
  if (list.problem !== null) return <LoadError message={list.problem} onRetry={list.onRetry} />;
  if (rows.length === 0) return null;
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-sm font-medium text-quiet">{t`Links so far`}</h3>
      <ul className="flex flex-col gap-3">
        {rows.map((link) => (
          <LinkRow key={link.id} link={link} zone={event.timezone} onEnd={() => setEnding(link)} />
        ))}
      </ul>
      {list.hasMore && (
        <Button isPending={list.isLoadingMore} onPress={list.onMore}>{t`Show more`}</Button>
      )}
      <Confirm
        isOpen={ending !== null}
        title={t`End this link?`}
        action={t`End link`}
        isPending={end.isPending}
        onClose={() => setEnding(null)}
        onConfirm={() =>
          ending &&
          end.mutate(ending.id, {
            onSuccess: () => setEnding(null),
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        {t`Nobody else can come by it. Those who already did stay on the list.`}
      </Confirm>
    </section>
  );
}

function LinkRow({ link, zone, onEnd }: { link: Invite; zone: string; onEnd: () => void }) {
  const { word, tone } = linkStatus(link);
  const used = link.used ?? 0;
  const until = link.expires_at && dayAndTime(link.expires_at, zone);
  return (
    <li className="flex flex-col gap-2 rounded-card border border-line p-4">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <Chip tone={tone}>{word}</Chip>
        <span data-figures>
          {plural(link.max_guests, {
            one: `${used} of # place taken`,
            other: `${used} of # places taken`,
          })}
        </span>
        {until && <span className="text-quiet">{t`until ${until}`}</span>}
      </p>
      <p className="flex min-w-0 items-start gap-2 text-sm break-all text-quiet">
        <Link2 aria-hidden size={16} className="mt-0.5 shrink-0" />
        <bdi dir="ltr">{link.url}</bdi>
      </p>
      {link.status !== "canceled" && (
        <div className="flex gap-2">
          <Button
            size="small"
            icon={<Copy aria-hidden size={16} />}
            onPress={() => void copy(link.url)}
          >{t`Copy link`}</Button>
          <Button size="small" tone="quiet" onPress={onEnd}>{t`End link`}</Button>
        </div>
      )}
    </li>
  );
}
