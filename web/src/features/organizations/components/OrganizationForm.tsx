import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Organization } from "@/api";
import { countryOptions } from "@/lib/countries";
import { languageOptions } from "@/lib/i18n";
import { Card, Field, Form, FormDialog, Select, SubmitButton, toast } from "@/ui";
import { useChangeOrganization, useCreateOrganization } from "../queries";

const none = "none";
const schema = () =>
  z.object({
    name: z
      .string()
      .trim()
      .min(1, t`Give the organization a name.`)
      .max(200, t`Use at most 200 characters.`),
    country: z.string(),
    locale: z.string(),
  });
type Values = z.infer<ReturnType<typeof schema>>;

function input({ name, country, locale }: Values) {
  return {
    name,
    country: country === none ? null : country,
    locale: languageOptions.find((one) => one.id === locale)?.id ?? null,
  };
}

/** Its name, country and language. */
export function DetailsCard({ organization }: { organization: Organization }) {
  const change = useChangeOrganization(organization.id);
  const form = useForm({
    schema: schema(),
    values: {
      name: organization.name,
      country: organization.country ?? none,
      locale: organization.locale ?? none,
    },
    save: (values) => change.mutateAsync({ ...input(values), version: organization.version }),
    onSaved: () => toast.show(t`Saved`),
  });
  return (
    <Card title={t`Details`}>
      <Form form={form}>
        <Field label={t`Name`} {...form.bind("name")} />
        <Select
          label={t`Country`}
          hint={t`Phone numbers without a country code are read as numbers of this country.`}
          options={[{ id: none, label: t`None` }, ...countryOptions()]}
          {...form.bind("country")}
        />
        <Select
          label={t`Language of new events`}
          options={[{ id: none, label: t`The host’s language` }, ...languageOptions]}
          {...form.bind("locale")}
        />
        {organization.can.manage_organization && (
          <div>
            <SubmitButton form={form}>{t`Save changes`}</SubmitButton>
          </div>
        )}
      </Form>
    </Card>
  );
}

export function CreateOrganization({
  onClose,
  onCreated,
}: {
  onClose: () => void;
  onCreated: (id: string) => void;
}) {
  const create = useCreateOrganization();
  const form = useForm({
    schema: z.object({ name: schema().shape.name }),
    values: { name: "" },
    save: ({ name }) => create.mutateAsync({ name, currency: "EUR" }),
    onSaved: ({ id, name }) => {
      onClose();
      onCreated(id);
      toast.show(t`${name} was created`);
    },
  });
  return (
    <FormDialog
      title={t`Create organization`}
      action={t`Create organization`}
      form={form}
      onClose={onClose}
    >
      <Field label={t`Name`} {...form.bind("name")} autoFocus />
    </FormDialog>
  );
}
