import { t } from "@lingui/core/macro";
import { useState } from "react";
import { z } from "zod";
import { Problem, useForm } from "@/api";
import {
  Button,
  Card,
  EmptyState,
  Field,
  Form,
  FormDialog,
  FormPanel,
  ListCard,
  SubmitButton,
  Switch,
  toast,
} from "@/ui";

const schema = () =>
  z.object({
    name: z
      .string()
      .trim()
      .min(1, t`Enter your name.`),
    email: z.string(),
    isRequired: z.boolean(),
  });
const still = {
  isPending: false,
  problem: null,
  onRetry: () => undefined,
  hasMore: false,
  isLoadingMore: false,
  onMore: () => undefined,
};

/** A form whose submit fails on one field and as a whole, unless the email is empty. */
function useSample(onSaved: () => void) {
  return useForm({
    schema: schema(),
    values: { name: "Ana Smith", email: "ana@", isRequired: true },
    save: ({ email }) =>
      email
        ? Promise.reject(
            new Problem(422, t`Saved`, "about:blank", {
              email: t`Enter a full e-mail address, such as name@example.com.`,
              capacity: t`Something went wrong on the server. Try again.`,
            }),
          )
        : Promise.resolve(),
    onSaved: () => {
      toast.show(t`Saved`);
      onSaved();
    },
  });
}

export function Forms() {
  const [open, setOpen] = useState<"dialog" | "panel" | null>(null);
  const close = () => setOpen(null);
  const form = useSample(close);
  return (
    <section className="grid gap-6 lg:grid-cols-2">
      <Card title="Form · FormDialog · FormPanel">
        <Form form={form} label={t`Add guest`}>
          <Fields form={form} />
          <div className="flex flex-wrap gap-2">
            <SubmitButton form={form}>{t`Save changes`}</SubmitButton>
            <Button onPress={() => setOpen("dialog")}>FormDialog</Button>
            <Button onPress={() => setOpen("panel")}>FormPanel</Button>
          </div>
        </Form>
      </Card>
      <div className="stack">
        <ListCard
          title="ListCard"
          list={{ ...still, problem: t`Something went wrong on the server. Try again.` }}
          count={0}
          empty={null}
        >
          {null}
        </ListCard>
        <ListCard
          title="ListCard"
          list={{ ...still, isPending: true }}
          count={0}
          empty={null}
          lines={3}
        >
          {null}
        </ListCard>
        <ListCard
          title="ListCard"
          list={still}
          count={0}
          empty={
            <EmptyState
              drawing="people"
              title={t`No matching guests`}
              action={<Button>{t`Show everyone`}</Button>}
            />
          }
        >
          {null}
        </ListCard>
      </div>
      {open === "dialog" && <SampleDialog onClose={close} />}
      {open === "panel" && <SamplePanel onClose={close} />}
    </section>
  );
}

function Fields({ form }: { form: ReturnType<typeof useSample> }) {
  return (
    <>
      <Field label={t`Name`} {...form.bind("name")} />
      <Field label={t`E-mail`} dir="ltr" {...form.bind("email")} />
      <Switch {...form.bindSwitch("isRequired")}>{t`Required`}</Switch>
    </>
  );
}

function SampleDialog({ onClose }: { onClose: () => void }) {
  const form = useSample(onClose);
  return (
    <FormDialog title={t`Add guest`} action={t`Add guest`} form={form} onClose={onClose}>
      <Fields form={form} />
    </FormDialog>
  );
}

function SamplePanel({ onClose }: { onClose: () => void }) {
  const form = useSample(onClose);
  return (
    <FormPanel title={t`Add guest`} action={t`Add guest`} form={form} onClose={onClose}>
      <Fields form={form} />
    </FormPanel>
  );
}
