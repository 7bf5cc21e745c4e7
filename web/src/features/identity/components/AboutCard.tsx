import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm } from "@/api";
import { Card, Field, Form, Select, SubmitButton, toast } from "@/ui";
import { useChangeProfile, type Profile } from "../profile";
import { LanguagesField } from "./LanguagesField";

const genders = ["", "female", "male", "non-binary"] as const;

const schema = () =>
  z.object({
    bio: z.string().max(2000, t`Use at most 2,000 characters.`),
    location: z.string().max(200),
    birth_date: z.string(),
    gender: z.enum(genders),
    languages: z.array(z.string()),
  });

/** What somebody says of themselves. */
export function AboutCard({ profile }: { profile: Profile }) {
  const change = useChangeProfile();
  const form = useForm({
    schema: schema(),
    values: {
      bio: profile.bio,
      location: profile.location,
      birth_date: profile.birth_date ?? "",
      gender: profile.gender ?? "",
      languages: profile.languages,
    },
    save: (values) =>
      change.mutateAsync({
        ...values,
        birth_date: values.birth_date || null,
        gender: values.gender || null,
      }),
    onSaved: () => toast.show(t`Saved`),
  });
  return (
    <Card title={t`About you`}>
      <Form form={form}>
        <Field label={t`A few words`} {...form.bind("bio")} multiline rows={4} dir="auto" />
        <Field
          label={t`Town`}
          {...form.bind("location")}
          autoComplete="address-level2"
          dir="auto"
        />
        <Field
          label={t`Birth date`}
          {...form.bind("birth_date")}
          type="date"
          autoComplete="bday"
          hint={t`Others see your age at most.`}
        />
        <Select
          label={t`Gender`}
          {...form.bind("gender")}
          options={[
            { id: "", label: t`Not said` },
            { id: "female", label: t`Female` },
            { id: "male", label: t`Male` },
            { id: "non-binary", label: t`Non-binary` },
          ]}
        />
        <LanguagesField {...form.bind("languages")} />
        <div>
          <SubmitButton form={form}>{t`Save changes`}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
