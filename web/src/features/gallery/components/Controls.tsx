import { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { Mail, Pencil } from "lucide-react";
import { useState } from "react";
import {
  Button,
  Card,
  Checkbox,
  Choices,
  ComboBox,
  Field,
  IconButton,
  Menu,
  SearchField,
  Segments,
  Select,
  Switch,
  TextLink,
  type ButtonTone,
} from "@/ui";
import { DateTime } from "@/ui/DateTime";

const tones: ButtonTone[] = ["filled", "plain", "quiet", "danger"];

export function Controls() {
  const options = [
    { id: "1", label: t`Meat` },
    { id: "2", label: t`Fish` },
    { id: "3", label: t`Vegetarian` },
  ];
  const [dish, setDish] = useState<string | null>("1");
  const [view, setView] = useState("a");
  const [at, setAt] = useState<CalendarDateTime | null>(new CalendarDateTime(2027, 5, 1, 18, 0));
  return (
    <section className="grid gap-6 lg:grid-cols-2">
      <Card title="Button">
        <div className="flex flex-col gap-4">
          {tones.map((tone) => (
            <div key={tone} className="flex flex-wrap items-center gap-3">
              <Button tone={tone} size="small">{t`Save changes`}</Button>
              <Button tone={tone} icon={<Mail size={16} />}>{t`Send invitation`}</Button>
              <Button tone={tone} size="large">{t`Add guest`}</Button>
              <Button tone={tone} isDisabled>{t`Save changes`}</Button>
              <Button tone={tone} isPending>{t`Save changes`}</Button>
            </div>
          ))}
          <div className="flex items-center gap-3">
            <IconButton label={t`Edit`} icon={<Pencil size={16} />} />
            <Menu
              label={t`More`}
              actions={[
                { id: "a", label: t`Edit` },
                { id: "b", label: t`Delete`, isDanger: true, startsGroup: true },
              ]}
            />
            <TextLink href="/dev/ui">{t`Open the plan`}</TextLink>
          </div>
        </div>
      </Card>
      <Card title="Field">
        <div className="flex flex-col gap-4">
          <Field
            label={t`Name`}
            placeholder={t`Ana & Luis, our wedding`}
            hint={t`Shown on every invitation.`}
          />
          <Field
            label={t`E-mail`}
            defaultValue="ana@"
            error={t`Enter a full e-mail address, such as name@example.com.`}
          />
          <Field label={t`Phone`} defaultValue="+34 600 123 456" isDisabled dir="ltr" />
          <Field label={t`Notes for the team`} multiline />
          <SearchField label={t`Find a guest`} />
        </div>
      </Card>
      <Card title="Select · ComboBox · DateTime">
        <div className="flex flex-col gap-4">
          <Select
            label={t`Which meal would you like?`}
            options={options}
            value={dish}
            onChange={setDish}
          />
          <ComboBox
            label={t`Assign seat`}
            options={options}
            value={null}
            onChange={() => undefined}
          />
          <DateTime
            label={t`Starts`}
            value={at}
            onChange={setAt}
            hint={t`Guests see this local time, wherever they are.`}
          />
        </div>
      </Card>
      <Card title="Checkbox · Switch · Choices · Segments">
        <div className="flex flex-col items-start gap-4">
          <Checkbox defaultSelected>{t`Accessible by wheelchair`}</Checkbox>
          <Checkbox isIndeterminate>{t`Select all shown`}</Checkbox>
          <Switch
            defaultSelected
            hint={t`Only guests who are coming see it.`}
          >{t`Required`}</Switch>
          <Switch isDisabled>{t`Required`}</Switch>
          <Choices
            label={t`Seats`}
            columns={2}
            defaultValue="a"
            choices={[
              { id: "a", label: t`At round tables`, hint: t`A dinner, a wedding` },
              { id: "b", label: t`In rows`, hint: t`A theater, a ceremony` },
            ]}
          />
          <Segments
            label={t`Reply`}
            value={view}
            onChange={setView}
            options={[
              { id: "a", label: t`Coming` },
              { id: "b", label: t`No reply yet` },
              { id: "c", label: t`Not coming` },
            ]}
          />
        </div>
      </Card>
    </section>
  );
}
