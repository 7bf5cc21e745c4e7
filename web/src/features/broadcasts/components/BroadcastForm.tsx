import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Broadcast, type BroadcastAudience, type BroadcastWords } from "@/api";
import { useEvent } from "@/features/events";
import { ChannelNotice, useOutboxHint } from "@/features/providers";
import { useDebounced } from "@/lib/useDebounced";
import { Field, FormDialog, LoadError, Segments, Select } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { channelLabel, placeholders } from "@/features/reminders";
import { useBroadcastForm, wordsOf } from "../form";
import { channels, groupLabel, groups, kindHint, kindLabel, kinds, type Kind } from "../model";
import { usePreview } from "../queries";
import { BroadcastPreview } from "./BroadcastPreview";
import { TemplateChoice } from "./TemplateChoice";
import { TestButton } from "./TestButton";

interface Props {
  eventId: string;
  /** The draft to go on with. */
  broadcast?: Broadcast | null;
  /** Guests who were chosen elsewhere, and how many; without them, a group is chosen here. */
  chosen?: { audience: BroadcastAudience; number: number };
  /** What a new message is about, if that is known. */
  kind?: Kind | undefined;
  onClose: () => void;
  onSaved: (saved: Broadcast) => void;
}

/** A message to many guests: to whom, how and when, shown as one of them gets it. */
export function BroadcastForm({
  eventId,
  broadcast = null,
  chosen,
  kind: about,
  onClose,
  onSaved,
}: Props) {
  const event = useEvent(eventId).data;
  const zone = event?.timezone ?? "UTC";
  const known: BroadcastAudience | undefined = chosen?.audience ?? broadcast?.audience;
  const form = useBroadcastForm({
    ...{ eventId, zone, broadcast, onSaved },
    audience: known,
    kind: about,
  });
  const [place, setPlace] = useState(0);
  const { kind, channel, when, template, variables } = form.now;
  const outboxHint = useOutboxHint(eventId, channel);
  const words = wordsOf(form.now, known);
  const settled = useDebounced(JSON.stringify({ ...words, place }));
  const canSend = kind !== "message" || words.body !== "" || Boolean(words.template_id);
  const preview = usePreview(eventId, JSON.parse(settled) as BroadcastWords);
  const shown = preview.data;
  const isDefault = kind !== "message";
  return (
    <FormDialog
      wide
      title={broadcast ? t`Edit message` : t`Write to guests`}
      action={actionLabel(when, shown?.recipients)}
      isDisabled={!canSend || (when === "now" && shown?.recipients === 0)}
      form={form}
      onClose={onClose}
      className="gap-5 pb-2"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {chosen ? (
          <p className="text-sm">
            <span className="block font-medium">{t`To`}</span>
            {plural(chosen.number, { one: "# selected guest", other: "# selected guests" })}
          </p>
        ) : known ? (
          <p className="text-sm">
            <span className="block font-medium">{t`To`}</span>
            {known.ids ? t`Selected guests` : t`Guests matching filters`}
          </p>
        ) : (
          <Select
            label={t`To`}
            {...form.bind("group")}
            hint={t`To write to others, select them in the guest list.`}
            options={groups.map((id) => ({ id, label: groupLabel(id) }))}
          />
        )}
        <Select
          label={t`Channel`}
          {...form.bind("channel")}
          hint={outboxHint}
          options={channels.map((id) => ({ id, label: channelLabel(id) }))}
        />
        <Select
          label={t`Type`}
          {...form.bind("kind")}
          hint={kindHint(kind, event?.settings?.save_the_date ?? false)}
          options={kinds.map((id) => ({ id, label: kindLabel(id) }))}
        />
      </div>
      <ChannelNotice eventId={eventId} channel={channel} />
      <TemplateChoice
        eventId={eventId}
        channel={channel}
        value={template}
        variables={variables}
        error={form.bind("template").error}
        onVariables={form.bind("variables").onChange}
        onChoose={(one) => {
          form.bind("template").onChange(one?.id ?? "");
          form.bind("variables").onChange(one?.variables ?? {});
          if (one && channel !== "whatsapp") {
            form.bind("subject").onChange(one.subject);
            form.bind("body").onChange(one.body);
          }
        }}
      />
      {channel === "email" && (
        <Field
          label={t`Subject`}
          placeholder={isDefault ? t`Default text, in each guest's language` : ""}
          {...form.bind("subject")}
          maxLength={200}
        />
      )}
      {!words.template_id && (
        <Field
          label={t`Text`}
          multiline
          rows={isDefault ? 3 : 6}
          placeholder={
            isDefault ? t`Leave empty to use the default text in each guest's language` : ""
          }
          hint={t`Filled in for each guest: ${placeholders}`}
          {...form.bind("body")}
          maxLength={4000}
        />
      )}
      {preview.isError && (
        <LoadError message={messageOf(preview.error)} onRetry={() => void preview.refetch()} />
      )}
      {shown && (
        <>
          <BroadcastPreview preview={shown} channel={channel} place={place} onPlace={setPlace} />
          {canSend && shown.recipients > 0 && (
            <TestButton eventId={eventId} words={{ ...words, place }} />
          )}
        </>
      )}
      <div className="flex flex-wrap items-end gap-4">
        <Segments
          label={t`When`}
          {...form.bind("when")}
          options={[
            { id: "now", label: t`Now` },
            { id: "later", label: t`Later` },
            { id: "draft", label: t`Save as draft` },
          ]}
        />
        {when === "later" && (
          <DateTime label={t`Date and time`} {...form.bind("moment")} className="min-w-56" />
        )}
      </div>
    </FormDialog>
  );
}

function actionLabel(when: string, recipients: number | undefined): string {
  if (when === "draft") return t`Save draft`;
  if (when === "later") return t`Schedule`;
  return recipients
    ? plural(recipients, { one: "Send to # person", other: "Send to # people" })
    : t`Send`;
}
