import { t } from "@lingui/core/macro";
import { Paperclip } from "lucide-react";
import type { ReactNode } from "react";
import { FileTrigger } from "react-aria-components";
import { messageOf } from "@/api";
import { Button, TextLink, toast } from "@/ui";
import { fileLink, fileTypes } from "../model";
import { useAttachFile } from "../queries";

interface Props {
  label: string;
  hint: ReactNode;
  /** The file's id; empty if there is none. */
  value: string;
  /** For whom a file can be attached; null if only guests can. */
  attendeeId: string | null;
  onChange: (id: string | null) => void;
}

/** The file that answers a question: downloaded, replaced or removed. */
export function FileAnswer({ label, hint, value, attendeeId, onChange }: Props) {
  const attach = useAttachFile();
  const send = (file: File, id: string) =>
    attach.mutate(
      { attendeeId: id, file },
      {
        onSuccess: (made) => onChange(made.id),
        onError: (error) => toast.error(messageOf(error)),
      },
    );
  return (
    <div role="group" aria-label={label} className="flex flex-col items-start gap-2">
      <p className="text-sm font-medium">
        <bdi>{label}</bdi>
      </p>
      {hint && <p className="text-xs text-quiet">{hint}</p>}
      {value && <TextLink href={fileLink(value)} download>{t`Download file`}</TextLink>}
      {!value && attendeeId === null && (
        <p className="text-sm text-quiet">{t`Guests attach it on their own page.`}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {attendeeId !== null && (
          <FileTrigger
            acceptedFileTypes={fileTypes}
            onSelect={(files) => {
              const file = files?.[0];
              if (file) send(file, attendeeId);
            }}
          >
            <Button size="small" icon={<Paperclip size={14} />} isPending={attach.isPending}>
              {value ? t`Replace file` : t`Attach file`}
            </Button>
          </FileTrigger>
        )}
        {value && <Button size="small" onPress={() => onChange(null)}>{t`Remove file`}</Button>}
      </div>
    </div>
  );
}
