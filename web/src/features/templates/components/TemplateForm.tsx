import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type MessageTemplate } from "@/api";
import { channelLabel, placeholders } from "@/features/reminders";
import { Checkbox, Field, FormDialog, Notice, Select } from "@/ui";
import { placeholdersIn } from "../model";
import { useSaveTemplate } from "../queries";
import { VariableFields } from "./VariableFields";

const channels = ["email", "whatsapp", "sms"] as const;
// kept left to right, whatever the page's direction
const numbered = "\u2066{{1}}, {{2}}\u2069";
const categories = ["utility", "marketing"] as const;

interface Props {
  organization: string;
  template: MessageTemplate | null;
  onClose: () => void;
}

/** Writes a template, or changes one; what WhatsApp has already isn't changed any more. */
export function TemplateForm({ organization, template, onClose }: Props) {
  const save = useSaveTemplate(organization, template);
  const form = useForm({
    schema: z.object({
      name: z
        .string()
        .trim()
        .min(1, t`Enter a name.`),
      channel: z.enum(channels),
      locale: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, t`Write it like en or es_MX.`),
      subject: z.string().trim(),
      body: z
        .string()
        .trim()
        .min(1, t`Write a text first.`),
      variables: z.custom<Record<string, string>>(),
      has_buttons: z.boolean(),
      category: z.enum(categories),
    }),
    values: {
      name: template?.name ?? "",
      channel: template?.channel ?? "whatsapp",
      locale: template?.locale ?? "en",
      subject: template?.subject ?? "",
      body: template?.body ?? "",
      variables: template?.variables ?? {},
      has_buttons: template?.has_buttons ?? false,
      category: template?.category ?? "utility",
    },
    save: (values) => {
      const names = placeholdersIn(values.subject + values.body, values.channel);
      const kept = Object.entries(values.variables).filter(
        ([name, value]) => names.includes(name) && value.trim() !== "",
      );
      const subject = values.channel === "email" ? values.subject : "";
      return save.mutateAsync({ ...values, subject, variables: Object.fromEntries(kept) });
    },
    onSaved: onClose,
  });
  const { channel, subject, body, variables, has_buttons: hasButtons } = form.now;
  const isFixed = Boolean(template?.provider_status);
  const isWhatsApp = channel === "whatsapp";
  const names = placeholdersIn(subject + body, channel);
  return (
    <FormDialog
      wide
      title={template ? t`Edit template` : t`New template`}
      action={template ? t`Save changes` : t`Save template`}
      form={form}
      onClose={onClose}
    >
      {isFixed && (
        <Notice>{t`WhatsApp has this text already. Only its name here and the values can change.`}</Notice>
      )}
      <Field label={t`Name`} placeholder={t`Save the date`} {...form.bind("name")} autoFocus />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t`Channel`}
          {...form.bind("channel")}
          isDisabled={template !== null}
          options={channels.map((id) => ({ id, label: channelLabel(id) }))}
        />
        <Field
          label={t`Language code`}
          dir="ltr"
          isDisabled={isFixed}
          hint={t`Like en, es or pt_BR`}
          {...form.bind("locale")}
        />
      </div>
      {channel === "email" && (
        <Field label={t`Subject`} {...form.bind("subject")} maxLength={200} />
      )}
      <Field
        label={t`Text`}
        multiline
        rows={6}
        isDisabled={isFixed}
        hint={
          isWhatsApp
            ? t`Write ${numbered} where something is filled in, and choose below what it is. WhatsApp refuses texts that begin or end with one.`
            : t`Filled in for each guest: ${placeholders}`
        }
        {...form.bind("body")}
        maxLength={isWhatsApp ? 1024 : 4000}
      />
      <VariableFields names={names} values={variables} onChange={form.bind("variables").onChange} />
      {isWhatsApp && (
        <>
          <Select
            label={t`Category`}
            {...form.bind("category")}
            isDisabled={isFixed}
            hint={t`WhatsApp charges and limits by it: details about an event that people are invited to are utility, advertising is marketing.`}
            options={[
              { id: "utility", label: t`Utility` },
              { id: "marketing", label: t`Marketing` },
            ]}
          />
          <Checkbox
            isSelected={hasButtons}
            isDisabled={isFixed}
            onChange={form.bind("has_buttons").onChange}
          >{t`Two buttons below it answer the invitation`}</Checkbox>
        </>
      )}
    </FormDialog>
  );
}
