import { t } from "@lingui/core/macro";
import { z } from "zod";
import { messageOf, useForm, type Me } from "@/api";
import { changedOf } from "@/lib/changedOf";
import { optionalEmail } from "@/lib/contacts";
import { localZone } from "@/lib/dates";
import { isLocale, languageOptions } from "@/lib/i18n";
import { BlockedCard } from "@/features/blocks";
import { MyInterestsCard } from "@/features/interests";
import {
  Card,
  Field,
  Form,
  LinkButton,
  Page,
  PageHead,
  Select,
  Skeleton,
  SubmitButton,
  ThemePicker,
  toast,
  ZoneBox,
} from "@/ui";
import { AddressState } from "../components/AddressState";
import { DataCard } from "../components/DataCard";
import { IdentitiesCard } from "../components/IdentitiesCard";
import { PasskeysCard } from "../components/PasskeysCard";
import { PhoneCard } from "../components/PhoneCard";
import { SecondFactorCard } from "../components/SecondFactorCard";
import { SessionsCard } from "../components/SessionsCard";
import { useChangeAccount, useIdentities, useKeepPreferences, useMe } from "../queries";

export function AccountPage() {
  const me = useMe();
  const hasPassword = useIdentities().data?.has_password !== false;
  return (
    <Page width="narrow">
      <PageHead title={t`Your account`} />
      {me.data ? (
        <>
          <PersonCard me={me.data} />
          <PhoneCard me={me.data} />
          <Card title={t`Profile`}>
            <div className="flex flex-col items-start gap-3">
              <p className="text-sm text-quiet">
                {t`Pictures and a few words about you, for hosts of events that you ask to join.`}
              </p>
              <LinkButton href="/account/profile">{t`Edit profile`}</LinkButton>
            </div>
          </Card>
          <Card title={t`Notifications`}>
            <div className="flex flex-col items-start gap-3">
              <p className="text-sm text-quiet">
                {t`What we tell you about, by e-mail and on this device.`}
              </p>
              <LinkButton href="/account/notifications">{t`Notification settings`}</LinkButton>
            </div>
          </Card>
          {hasPassword && <PasswordCard me={me.data} />}
          <PasskeysCard />
          <SecondFactorCard />
          <IdentitiesCard />
          <SessionsCard />
          <MyInterestsCard />
          <PreferencesCard me={me.data} />
          <BlockedCard />
          <DataCard />
        </>
      ) : (
        <Skeleton />
      )}
    </Page>
  );
}

const person = () => z.object({ name: z.string(), email: optionalEmail() });

function PersonCard({ me }: { me: Me }) {
  const change = useChangeAccount();
  const known = { name: me.name, email: me.email ?? "" };
  const form = useForm({
    schema: person(),
    values: known,
    save: (values) => change.mutateAsync({ id: me.id, ...changedOf(known, values) }),
    onSaved: () => toast.show(t`Saved`),
  });
  return (
    <Card title={t`You`}>
      <Form form={form}>
        <Field label={t`Your name`} {...form.bind("name")} autoComplete="name" />
        <Field
          label={t`E-mail`}
          {...form.bind("email")}
          type="email"
          autoComplete="email"
          dir="ltr"
        />
        {me.email && <AddressState me={me} />}
        <div>
          <SubmitButton form={form}>{t`Save changes`}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}

const passwords = () =>
  z.object({
    current: z.string().min(1, t`Enter your password.`),
    password: z.string().min(12, t`Use at least 12 characters.`),
  });

function PasswordCard({ me }: { me: Me }) {
  const change = useChangeAccount();
  const form = useForm({
    schema: passwords(),
    values: { current: "", password: "" },
    save: ({ current, password }) =>
      change.mutateAsync({ id: me.id, password, current_password: current }),
    onSaved: () => {
      form.reset();
      toast.show(t`Password changed`);
    },
    names: { current_password: "current" },
  });
  return (
    <Card title={t`Password`}>
      <Form form={form}>
        <Field
          label={t`Current password`}
          {...form.bind("current")}
          type="password"
          autoComplete="current-password"
          dir="ltr"
        />
        <Field
          label={t`New password`}
          {...form.bind("password")}
          type="password"
          autoComplete="new-password"
          hint={t`At least 12 characters; a short sentence is good.`}
          dir="ltr"
        />
        <div>
          <SubmitButton
            form={form}
            isPlain
            isDisabled={!form.isReady}
          >{t`Change password`}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}

function PreferencesCard({ me }: { me: Me }) {
  const keep = useKeepPreferences();
  return (
    <Card title={t`Language and appearance`}>
      <div className="flex flex-col gap-4">
        <Select
          label={t`Language`}
          value={me.profile.locale}
          options={languageOptions}
          onChange={(locale) => {
            if (!isLocale(locale)) return;
            keep.mutate({ locale }, { onError: (error) => toast.error(messageOf(error)) });
          }}
        />
        <ZoneBox
          label={t`Time zone`}
          hint={t`New events start out in this zone.`}
          value={me.profile?.timezone ?? localZone()}
          onChange={(timezone) => {
            if (timezone) keep.mutate({ timezone });
          }}
        />
        <div className="flex flex-col items-start gap-1">
          <span className="text-sm font-medium">{t`Appearance`}</span>
          <ThemePicker />
        </div>
      </div>
    </Card>
  );
}
