import { t } from "@lingui/core/macro";
import { Send } from "lucide-react";
import { useState } from "react";
import { z } from "zod";
import { useForm, type ReplyWay } from "@/api";
import { dayAndTime, localZone } from "@/lib/dates";
import { Field, Form, Notice, Segments, SubmitButton, toast } from "@/ui";
import { useReplyIn } from "../conversations";
import { channelLabel, refusalOf } from "../model";

const schema = z.object({ text: z.string().trim().min(1).max(5000) });
type Channel = ReplyWay["channel"];

/** A reply by a channel that the guest has used; says before anything is typed if it can't be sent. */
export function ReplyBox({ eventId, id, ways }: { eventId: string; id: string; ways: ReplyWay[] }) {
  const [chosen, setChosen] = useState<Channel | null>(null);
  /** A new one for each reply, so that the field is empty again. */
  const [round, setRound] = useState(0);
  const way = ways.find((one) => one.channel === chosen) ?? ways[0];
  if (!way) return null;
  const refusal = refusalOf(way);
  return (
    <div className="flex flex-col gap-3 border-t border-line p-4">
      {ways.length > 1 && (
        <div className="overflow-x-auto whitespace-nowrap *:w-max">
          <Segments
            label={t`Reply by`}
            value={way.channel}
            onChange={(channel) => setChosen(channel as Channel)}
            options={ways.map((one) => ({ id: one.channel, label: channelLabel(one.channel) }))}
          />
        </div>
      )}
      {refusal === null ? (
        <Words
          key={`${id} ${round}`}
          eventId={eventId}
          id={id}
          way={way}
          onSent={() => setRound(round + 1)}
        />
      ) : (
        <Notice tone="warning">
          <span className="font-medium">{channelLabel(way.channel)}</span>: {refusal}
        </Notice>
      )}
    </div>
  );
}

function Words({
  eventId,
  id,
  way,
  onSent,
}: {
  eventId: string;
  id: string;
  way: ReplyWay;
  onSent: () => void;
}) {
  const reply = useReplyIn(eventId);
  const channel = channelLabel(way.channel);
  const form = useForm({
    schema,
    values: { text: "" },
    save: ({ text }) => reply.mutateAsync({ id, text, channel: way.channel }),
    onSaved: () => {
      toast.show(t`Reply sent`);
      onSent();
    },
  });
  return (
    <Form form={form} label={t`Your reply`} className="gap-3">
      <Field
        label={t`Your reply by ${channel}`}
        multiline
        hint={hintOf(way)}
        {...form.bind("text")}
      />
      <div>
        <SubmitButton
          form={form}
          size="small"
          icon={<Send size={14} className="rtl:-scale-x-100" />}
          isDisabled={!form.isReady}
        >{t`Send reply`}</SubmitButton>
      </div>
    </Form>
  );
}

function hintOf({ channel, until }: ReplyWay): string {
  if (channel === "email") return t`It's sent by e-mail, with the guest's message below it.`;
  if (until === null) return t`It's sent to the number that they wrote from.`;
  const time = dayAndTime(until, localZone());
  return t`WhatsApp lets you answer for 24 hours after they last wrote: until ${time}.`;
}
