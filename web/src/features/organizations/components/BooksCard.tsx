import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { useState } from "react";
import { saveFile } from "@/lib/save";
import { Button, Card, Checkbox, Field } from "@/ui";

/** Saves all invoices, receipts and credit notes of some days for the books. */
export function BooksCard({ organizationId }: { organizationId: string }) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [hasTests, setTests] = useState(false);
  const isBackwards = from !== "" && to !== "" && to < from;
  const save = (format: "csv" | "xlsx") => {
    const query = new URLSearchParams({
      ...(from && { from }),
      ...(to && { to }),
      ...(hasTests && { with_tests: "true" }),
    });
    saveFile(`/api/organizations/${organizationId}/invoices.${format}?${query}`);
  };
  return (
    <Card title={t`Bookkeeping`}>
      <div className="flex flex-col gap-4">
        <p className="text-sm text-quiet">
          {t`All invoices, receipts and credit notes with their taxes, one row for each tax rate, with columns for DATEV. Without dates you get everything.`}
        </p>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`From`} type="date" value={from} onChange={setFrom} />
          <Field
            label={t`To`}
            type="date"
            value={to}
            onChange={setTo}
            error={isBackwards ? t`Choose a day after the first one.` : undefined}
          />
        </div>
        <Checkbox isSelected={hasTests} onChange={setTests}>{t`Include test payments`}</Checkbox>
        <div className="flex flex-wrap gap-2">
          {(["xlsx", "csv"] as const).map((format) => (
            <Button
              key={format}
              icon={<Download aria-hidden size={16} />}
              isDisabled={isBackwards}
              onPress={() => save(format)}
            >
              {format === "xlsx" ? t`Excel (XLSX)` : t`CSV`}
            </Button>
          ))}
        </div>
      </div>
    </Card>
  );
}
