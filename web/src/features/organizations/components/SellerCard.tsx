import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Organization } from "@/api";
import { Card, Field, Form, SubmitButton, toast } from "@/ui";
import { useChangeOrganization } from "../queries";

const most = 6;
const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
const schema = () =>
  z.object({
    name: z
      .string()
      .trim()
      .max(200, t`Use at most 200 characters.`),
    address: z
      .string()
      .refine((text) => lines(text).length <= most, t`Use at most ${most} lines.`)
      .refine(
        (text) => lines(text).every((line) => line.length <= 200),
        t`Use at most 200 characters in a line.`,
      ),
    email: z.union([z.literal(""), z.email(t`Enter an e-mail address such as ana@example.com.`)]),
  });

/** How the organization is named on invoices and receipts. */
export function SellerCard({ organization }: { organization: Organization }) {
  const change = useChangeOrganization(organization.id);
  const { name, address, email } = organization.contact_info;
  const form = useForm({
    schema: schema(),
    values: { name: name ?? "", address: (address ?? []).join("\n"), email: email ?? "" },
    save: (values) =>
      change.mutateAsync({
        contact_info: {
          name: values.name,
          address: lines(values.address),
          email: values.email || null,
        },
        version: organization.version,
      }),
    onSaved: () => toast.show(t`Saved`),
  });
  return (
    <Card title={t`Invoice details`}>
      <Form form={form}>
        <p className="text-sm text-quiet">
          {t`Shown as the seller on invoices, receipts and credit notes. Documents that were issued already don't change. The tax number is set for each event, under Tickets.`}
        </p>
        <Field
          label={t`Legal name`}
          hint={t`If empty, ${organization.name} is shown.`}
          {...form.bind("name")}
        />
        <Field
          label={t`Address`}
          hint={t`As on a letter, up to ${most} lines.`}
          multiline
          rows={4}
          {...form.bind("address")}
        />
        <Field label={t`E-mail`} type="email" {...form.bind("email")} />
        <div>
          <SubmitButton form={form}>{t`Save changes`}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
