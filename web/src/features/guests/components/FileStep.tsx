import { t } from "@lingui/core/macro";
import { useEffect, useEffectEvent, useState } from "react";
import { messageOf } from "@/api";
import { Button, Card, Field, FileDrop, Notice, Spinner } from "@/ui";
import { useContactsBrought, useContactsFile } from "../contacts";
import { ContactsRefused, GoogleContacts } from "./GoogleContacts";

/** Choosing a file, pasting a list, or taking contacts from Google. */
export function FileStep({
  isPending,
  onFile,
}: {
  isPending: boolean;
  onFile: (file: File) => void;
}) {
  const [text, setText] = useState("");
  const [brought, forget] = useContactsBrought();
  const contacts = useContactsFile(brought.import);
  const take = (file: File) => {
    forget();
    onFile(file);
  };
  const takeContacts = useEffectEvent(take);
  useEffect(() => {
    if (contacts.data) takeContacts(contacts.data);
  }, [contacts.data]);
  if (isPending || contacts.isFetching)
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
      {contacts.isError && <Notice tone="danger">{messageOf(contacts.error)}</Notice>}
      {brought.refused && <ContactsRefused reason={brought.refused} />}
      <FileDrop
        label={t`Drop your file here`}
        hint={t`Excel, OpenDocument, CSV or contact cards (vCard), one row for each person. Exports from Google Contacts, Outlook and Thunderbird work too.`}
        accept={[".csv", ".xlsx", ".xls", ".ods", ".vcf", ".txt", ".tsv", "text/csv", "text/vcard"]}
        onFile={take}
      />
      <GoogleContacts />
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
              onPress={() => take(new File([text], t`Pasted list`, { type: "text/plain" }))}
            >{t`Use this list`}</Button>
          </div>
        </div>
      </Card>
    </>
  );
}
