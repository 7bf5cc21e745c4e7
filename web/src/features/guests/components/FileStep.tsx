import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Button, Card, Field, FileDrop, Spinner } from "@/ui";

/** Choosing a file, or pasting a list. */
export function FileStep({
  isPending,
  onFile,
}: {
  isPending: boolean;
  onFile: (file: File) => void;
}) {
  const [text, setText] = useState("");
  if (isPending)
    return (
      <Card>
        <p
          role="status"
          className="flex items-center justify-center gap-3 py-12 text-sm text-quiet"
        >
          <Spinner /> {t`Reading the file`}
        </p>
      </Card>
    );
  return (
    <>
      <FileDrop
        label={t`Drop your file here`}
        hint={t`Excel, OpenDocument, CSV or contact cards (vCard), one row for each person. Exports from Google Contacts, Outlook and Thunderbird work too.`}
        accept={[".csv", ".xlsx", ".xls", ".ods", ".vcf", ".txt", ".tsv", "text/csv", "text/vcard"]}
        onFile={onFile}
      />
      <Card title={t`Or paste your list`}>
        <div className="flex flex-col gap-4 py-2">
          <Field
            label={t`Guests`}
            hint={t`Copy the cells from your spreadsheet, or write one person per line.`}
            multiline
            rows={6}
            dir="auto"
            value={text}
            onChange={setText}
          />
          <div>
            <Button
              isDisabled={!text.trim()}
              onPress={() => onFile(new File([text], t`Pasted list`, { type: "text/plain" }))}
            >{t`Use this list`}</Button>
          </div>
        </div>
      </Card>
    </>
  );
}
