import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type MessageTemplate } from "@/api";
import { channelLabel } from "@/features/reminders";
import { Button, Chip, Confirm, Menu, toast } from "@/ui";
import { approval } from "../model";
import { useDeleteTemplate, useSubmitTemplate } from "../queries";

interface Props {
  template: MessageTemplate;
  canEdit: boolean;
  canSubmit: boolean;
  onEdit: () => void;
}

/** A template in the list: its text, and what WhatsApp says of it. */
export function TemplateRow({ template, canEdit, canSubmit, onEdit }: Props) {
  const submit = useSubmitTemplate();
  const remove = useDeleteTemplate(template.id);
  const [isAsking, setAsking] = useState(false);
  const { name, channel, locale, body, provider_status: status } = template;
  const said = approval(template);
  const onError = (error: Error) => void toast.error(messageOf(error));
  const isNew = channel === "whatsapp" && (status === null || status === "rejected");
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-5 py-4">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <bdi className="min-w-0 break-words">{name}</bdi>
          {said && <Chip tone={said.tone}>{said.word}</Chip>}
        </p>
        <p className="mt-1 text-sm text-quiet">
          {channelLabel(channel)} · <span dir="ltr">{locale}</span>
        </p>
        <p className="mt-1 line-clamp-3 text-sm whitespace-pre-line" dir="auto">
          {body}
        </p>
        {template.provider_reason && (
          <p className="mt-1 text-sm text-danger" dir="auto">
            {template.provider_reason}
          </p>
        )}
      </div>
      <div className="flex items-center gap-2">
        {isNew && canSubmit && (
          <Button
            size="small"
            tone="filled"
            isPending={submit.isPending}
            onPress={() => submit.mutate(template.id, { onError })}
          >{t`Submit to WhatsApp`}</Button>
        )}
        {canEdit && (
          <Menu
            label={t`More actions for ${name}`}
            actions={[
              { id: "edit", label: t`Edit`, onAction: onEdit },
              {
                id: "delete",
                label: t`Delete`,
                isDanger: true,
                startsGroup: true,
                onAction: () => setAsking(true),
              },
            ]}
          />
        )}
      </div>
      <Confirm
        title={t`Delete this template?`}
        action={t`Delete`}
        isDanger
        isOpen={isAsking}
        isPending={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate(null, { onError, onSuccess: () => setAsking(false) })}
      >
        <p>{t`Messages already sent stay as they are. In WhatsApp's account the template stays.`}</p>
      </Confirm>
    </li>
  );
}
