import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem, type Me } from "@/api";
import { localZone, knownZones, zoneCity } from "@/lib/dates";
import { isLocale, keepLocale, languageOptions, preferredLocale } from "@/lib/i18n";
import { chosenTheme, chooseTheme, type Theme } from "@/lib/theme";
import {
  Button,
  Card,
  ComboBox,
  Field,
  Notice,
  Page,
  PageHead,
  Segments,
  Select,
  Skeleton,
  toast,
} from "@/ui";
import { useChangeAccount, useKeepPreferences, useMe } from "../queries";

export function AccountPage({ onLocale }: { onLocale: (locale: string) => void }) {
  const me = useMe();
  return (
    <Page width="narrow">
      <PageHead title={t`Your account`} />
      {me.data ? (
        <>
          <PersonCard me={me.data} />
          <PasswordCard me={me.data} />
          <PreferencesCard me={me.data} onLocale={onLocale} />
        </>
      ) : (
        <Skeleton />
      )}
    </Page>
  );
}

function PersonCard({ me }: { me: Me }) {
  const change = useChangeAccount();
  const [name, setName] = useState(me.name);
  const [email, setEmail] = useState(me.email ?? "");
  const [phone, setPhone] = useState(me.phone ?? "");
  const fields = change.error instanceof Problem ? change.error.fields : {};
  const save = () =>
    change.mutate(
      {
        id: me.id,
        ...(name !== me.name ? { name } : {}),
        ...(email !== (me.email ?? "") ? { email } : {}),
        ...(phone !== (me.phone ?? "") ? { phone } : {}),
      },
      { onSuccess: () => toast.show(t`Saved`) },
    );
  return (
    <Card title={t`You`}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {change.isError && <Notice tone="danger">{messageOf(change.error)}</Notice>}
        <Field
          label={t`Your name`}
          value={name}
          onChange={setName}
          error={fields.name}
          autoComplete="name"
        />
        <Field
          label={t`E-mail`}
          type="email"
          value={email}
          onChange={setEmail}
          error={fields.email}
          autoComplete="email"
          dir="ltr"
        />
        <Field
          label={t`Phone`}
          type="tel"
          value={phone}
          onChange={setPhone}
          error={fields.phone}
          autoComplete="tel"
          dir="ltr"
        />
        <div>
          <Button type="submit" tone="filled" isPending={change.isPending}>{t`Save`}</Button>
        </div>
      </form>
    </Card>
  );
}

function PasswordCard({ me }: { me: Me }) {
  const change = useChangeAccount();
  const [password, setPassword] = useState("");
  const [current, setCurrent] = useState("");
  return (
    <Card title={t`Password`}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { id: me.id, password, current_password: current },
            {
              onSuccess: () => {
                setPassword("");
                setCurrent("");
                toast.show(t`Your new password counts from now on`);
              },
            },
          );
        }}
      >
        <Field
          label={t`Present password`}
          type="password"
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
          dir="ltr"
        />
        <Field
          label={t`New password`}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          hint={t`At least 10 characters; a short sentence is good.`}
          error={change.isError ? messageOf(change.error) : undefined}
          dir="ltr"
        />
        <div>
          <Button
            type="submit"
            isDisabled={password.length < 10 || current === ""}
            isPending={change.isPending}
          >{t`Change password`}</Button>
        </div>
      </form>
    </Card>
  );
}

function PreferencesCard({ me, onLocale }: { me: Me; onLocale: (locale: string) => void }) {
  const keep = useKeepPreferences();
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const zones = knownZones().map((zone) => ({
    id: zone,
    label: zone.replaceAll("_", " "),
    hint: zoneCity(zone),
  }));
  return (
    <Card title={t`Language and looks`}>
      <div className="flex flex-col gap-4">
        <Select
          label={t`Language`}
          value={preferredLocale()}
          options={languageOptions}
          onChange={(locale) => {
            if (!isLocale(locale)) return;
            keepLocale(locale);
            keep.mutate({ locale });
            onLocale(locale);
          }}
        />
        <ComboBox
          label={t`Time zone`}
          hint={t`New events start out in this zone.`}
          value={me.profile?.timezone ?? localZone()}
          options={zones}
          onChange={(timezone) => {
            if (timezone) keep.mutate({ timezone });
          }}
        />
        <div className="flex flex-col items-start gap-1">
          <span className="text-sm font-medium">{t`Looks`}</span>
          <Segments
            label={t`Looks`}
            value={theme}
            onChange={(next) => {
              chooseTheme(next as Theme);
              setTheme(next as Theme);
            }}
            options={[
              { id: "system", label: t`As the device` },
              { id: "light", label: t`Light` },
              { id: "dark", label: t`Dark` },
            ]}
          />
        </div>
      </div>
    </Card>
  );
}
