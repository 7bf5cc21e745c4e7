import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm } from "@/api";
import { TownField } from "@/features/towns";
import { Card, Field, Form, Select, SubmitButton, toast } from "@/ui";
import { useChangeProfile, type Profile } from "../profile";
import { LanguagesField } from "./LanguagesField";

const genders = ["", "female", "male", "non-binary"] as const;

const schema = () =>
  z.object({
    bio: z.string().max(2000, t`Use at most 2,000 characters.`),
    town: z.object({
      location: z.string().max(200, t`Use at most 200 characters.`),
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
    }),
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
      town: townOf(profile),
      birth_date: profile.birth_date ?? "",
      gender: profile.gender ?? "",
      languages: profile.languages,
    },
    save: ({ town, ...values }) =>
      change.mutateAsync({
        ...values,
        ...town,
        birth_date: values.birth_date || null,
        gender: values.gender || null,
      }),
    onSaved: () => toast.show(t`Saved`),
    names: { location: "town", latitude: "town", longitude: "town" },
  });
  const town = form.bind("town");
  return (
    <Card title={t`About you`}>
      <Form form={form}>
        <Field label={t`A few words`} {...form.bind("bio")} multiline rows={4} dir="auto" />
        <TownField
          label={t`Town`}
          hint={t`Choose yours from the list to be shown events nearby.`}
          name={town.name}
          value={town.value.location}
          error={form.bind("town.location").error ?? town.error}
          onChange={(location) =>
            form.set("town", location === profile.location ? townOf(profile) : placeless(location))
          }
          onPick={({ name, latitude, longitude }) =>
            form.set("town", { location: name, latitude, longitude })
          }
        />
        <Field
          label={t`Birth date`}
          {...form.bind("birth_date")}
          type="date"
          autoComplete="bday"
          hint={t`Others see only your age.`}
        />
        <Select
          label={t`Gender`}
          {...form.bind("gender")}
          options={[
            { id: "", label: t`Prefer not to say` },
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

function townOf({ location, latitude, longitude }: Profile) {
  return { location, latitude, longitude };
}

/** A town that was typed and could be anywhere. */
function placeless(location: string) {
  return { location, latitude: null, longitude: null };
}
