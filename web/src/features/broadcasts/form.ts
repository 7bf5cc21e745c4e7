import type { CalendarDateTime } from "@internationalized/date";
import { useRef } from "react";
import { z } from "zod";
import { useForm, type Broadcast, type BroadcastAudience, type BroadcastInput } from "@/api";
import { toInstant, toWall } from "@/lib/dates";
import { audienceOf, channels, groups, kinds, type Kind } from "./model";
import { useSaveBroadcast, useSend, useVerb } from "./queries";

const schema = z
  .object({
    group: z.enum(groups),
    kind: z.enum(kinds),
    channel: z.enum(channels),
    /** Empty for words of one's own. */
    template: z.string(),
    variables: z.custom<Record<string, string>>(),
    subject: z.string().trim(),
    body: z.string().trim(),
    when: z.enum(["now", "later", "draft"]),
    moment: z.custom<CalendarDateTime | null>(),
  })
  .refine(({ when, moment }) => when !== "later" || moment !== null, { path: ["moment"] });

type Values = z.input<typeof schema>;

/** The values as the server takes them; `audience` is one that was chosen elsewhere. */
export function wordsOf(values: Values, audience: BroadcastAudience | undefined): BroadcastInput {
  const { group, kind, channel, subject, body, template, variables } = values;
  // WhatsApp sends the template itself; by other channels its words were taken into the text
  const isTemplate = channel === "whatsapp" && template !== "";
  return {
    template_id: isTemplate ? template : null,
    variables: isTemplate ? variables : {},
    kind,
    channel,
    subject: channel === "email" ? subject.trim() : "",
    body: isTemplate ? "" : body.trim(),
    audience: audience ?? audienceOf[group],
  };
}

interface Options {
  eventId: string;
  zone: string;
  broadcast: Broadcast | null;
  audience: BroadcastAudience | undefined;
  kind?: Kind | undefined;
  onSaved: (saved: Broadcast) => void;
}

/** The form of a message: saves a draft, then sends or schedules it. */
export function useBroadcastForm(options: Options) {
  const { eventId, zone, broadcast, audience, kind, onSaved } = options;
  const save = useSaveBroadcast(eventId);
  const send = useSend(eventId);
  const verb = useVerb(eventId);
  // If sending is refused, the draft is there already, and the next try goes on with it.
  const written = useRef(broadcast?.id);
  return useForm({
    schema,
    values: {
      group: kind === "change" ? "everyone" : "unanswered",
      kind: broadcast?.kind ?? kind ?? "message",
      channel: broadcast?.channel ?? "email",
      template: broadcast?.template_id ?? "",
      variables: broadcast?.variables ?? {},
      subject: broadcast?.subject ?? "",
      body: broadcast?.body ?? "",
      when: broadcast ? (broadcast.scheduled_for ? "later" : "draft") : "now",
      moment: broadcast?.scheduled_for ? toWall(broadcast.scheduled_for, zone) : null,
    } satisfies Values,
    save: async (values) => {
      const words = wordsOf(values, audience);
      const id = written.current;
      const saved = await save.mutateAsync(id === undefined ? words : { id, ...words });
      written.current = saved.id;
      const { when, moment } = values;
      if (when === "draft")
        return saved.status === "scheduled"
          ? verb.mutateAsync({ id: saved.id, verb: "unschedule" })
          : saved;
      const at = when === "later" && moment ? toInstant(moment, zone) : null;
      return send.mutateAsync({ id: saved.id, at });
    },
    onSaved,
    names: { scheduled_for: "moment", audience: "group", template_id: "template" },
  });
}
