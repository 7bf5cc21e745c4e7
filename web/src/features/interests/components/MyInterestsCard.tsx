import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Interest } from "@/api";
import { Card, Form, SubmitButton, TextLink, toast } from "@/ui";
import { useChooseInterests, useMyInterests } from "../queries";
import { InterestChips } from "./InterestChips";

/** What the account's owner is interested in, by which events are recommended to them. */
export function MyInterestsCard() {
  const mine = useMyInterests().data;
  return mine ? <Chosen mine={mine} /> : null;
}

const schema = z.object({ interests: z.array(z.string()) });

function Chosen({ mine }: { mine: Interest[] }) {
  const choose = useChooseInterests();
  const form = useForm({
    schema,
    values: { interests: mine.map((one) => one.id) },
    save: ({ interests }) => choose.mutateAsync(interests),
    onSaved: () => toast.show(t`Saved`),
  });
  const { value, onChange, error } = form.bind("interests");
  return (
    <Card title={t`Your interests`}>
      <Form form={form}>
        <InterestChips
          label={t`Interests`}
          hint={t`Public events about these are recommended to you.`}
          value={value}
          onChange={onChange}
          error={error}
        />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton form={form}>{t`Save changes`}</SubmitButton>
          <TextLink href="/discover" target="_blank">{t`Discover events`}</TextLink>
        </div>
      </Form>
    </Card>
  );
}
