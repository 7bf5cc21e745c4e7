import { t } from "@lingui/core/macro";
import { i18n } from "@lingui/core";
import { X } from "lucide-react";
import { ComboBox, IconButton } from "@/ui";

/** Languages that many people speak; whoever speaks another sets it over the API. */
const codes =
  "ar bg bn ca cs da de el en es et eu fa fi fr gl he hi hr hu hy id is it ja ka ko lt lv mk ms nl no pl pt ro ru sk sl sq sr sv sw ta th tl tr uk ur vi zh".split(
    " ",
  );

interface Props {
  value: string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
}

/** The languages that somebody speaks, up to ten. */
export function LanguagesField({ value, onChange, error }: Props) {
  const names = new Intl.DisplayNames([i18n.locale], { type: "language" });
  const nameOf = (code: string) => names.of(code) ?? code;
  const options = codes
    .filter((code) => !value.includes(code))
    .map((id) => ({ id, label: nameOf(id) }))
    .sort((one, other) => one.label.localeCompare(other.label, i18n.locale));
  return (
    <div className="flex flex-col gap-2">
      <ComboBox
        // anew after each choice, so that the field is empty again
        key={value.join()}
        label={t`Languages you speak`}
        options={options}
        value={null}
        onChange={(code) => {
          if (code && value.length < 10) onChange([...value, code]);
        }}
        error={error}
      />
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {value.map((code) => {
            const name = nameOf(code);
            return (
              <li key={code} className="flex items-center rounded-full bg-sunken ps-3 text-sm">
                <bdi>{name}</bdi>
                <IconButton
                  label={t`Remove ${name}`}
                  icon={<X size={14} />}
                  onPress={() => onChange(value.filter((one) => one !== code))}
                />
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
