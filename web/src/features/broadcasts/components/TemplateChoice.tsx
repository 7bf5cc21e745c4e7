import { t } from "@lingui/core/macro";
import type { MessageTemplate } from "@/api";
import { useEventTemplates, VariableFields } from "@/features/templates";
import { Notice, Select } from "@/ui";
import type { Channel } from "../model";

interface Props {
  eventId: string;
  channel: Channel;
  /** The chosen template's id; empty for words of one's own. */
  value: string;
  variables: Record<string, string>;
  error: string | undefined;
  onChoose: (template: MessageTemplate | null) => void;
  onVariables: (values: Record<string, string>) => void;
}

/** Which template a message is written with. By WhatsApp, only a template reaches those who haven't written. */
export function TemplateChoice(props: Props) {
  const { eventId, channel, value, variables, error, onChoose, onVariables } = props;
  const templates = useEventTemplates(eventId, channel);
  const known = templates.data ?? [];
  const chosen = known.find((one) => one.id === value);
  const isWhatsApp = channel === "whatsapp";
  if (known.length === 0 && !isWhatsApp) return null;
  return (
    <>
      <Select
        label={t`Template`}
        value={chosen ? value : "none"}
        error={error}
        onChange={(id) => onChoose(known.find((one) => one.id === id) ?? null)}
        options={[
          { id: "none", label: t`None, own text` },
          ...known.map((one) => ({ id: one.id, label: one.name, hint: one.locale })),
        ]}
      />
      {isWhatsApp && !chosen && (
        <Notice>
          {known.length === 0
            ? t`WhatsApp delivers a text of your own only to guests who wrote to you in the last 24 hours. To reach the others, add a template on your organization's page.`
            : t`WhatsApp delivers a text of your own only to guests who wrote to you in the last 24 hours. To reach the others, choose a template.`}
        </Notice>
      )}
      {isWhatsApp && chosen && (
        <>
          <p dir="auto" className="rounded-control bg-sunken p-3 text-sm whitespace-pre-line">
            {chosen.body}
          </p>
          <VariableFields names={chosen.placeholders} values={variables} onChange={onVariables} />
        </>
      )}
    </>
  );
}
