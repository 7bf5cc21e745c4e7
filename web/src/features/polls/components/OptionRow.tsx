import { plural, t } from "@lingui/core/macro";
import { Check, Star, Trash2 } from "lucide-react";
import type { DateOption } from "@/api";
import { Button, Chip, cx, IconButton } from "@/ui";
import { optionLabel } from "../model";

interface Props {
  option: DateOption;
  zone: string;
  answers: number;
  /** Without them nothing can be done about it. */
  onChoose?: (() => void) | undefined;
  onRemove?: (() => void) | undefined;
}

const share = (part: number, all: number) => `${all ? (100 * part) / all : 0}%`;

/** A date with how many can come then, and what to do about it. */
export function OptionRow({ option, zone, answers, onChoose, onRemove }: Props) {
  const { yes, if_need_be, no, is_best, is_chosen } = option;
  const when = optionLabel(option, zone);
  const open = answers - yes - if_need_be - no;
  const counts = [
    plural(yes, { one: "# yes", other: "# yes" }),
    plural(if_need_be, { one: "# if need be", other: "# if need be" }),
    plural(no, { one: "# no", other: "# no" }),
    ...(open > 0 ? [plural(open, { one: "# open", other: "# open" })] : []),
  ];
  return (
    <li
      aria-label={when}
      className={cx(
        "flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4",
        (is_chosen || is_best) && "bg-positive-soft/40",
      )}
    >
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {when}
          {is_chosen && <Chip tone="positive" icon={<Check size={12} />}>{t`Chosen`}</Chip>}
          {is_best && !is_chosen && (
            <Chip tone="accent" icon={<Star size={12} />}>{t`Suits most`}</Chip>
          )}
        </p>
        <div aria-hidden className="mt-2 flex h-2 overflow-hidden rounded-full bg-sunken">
          <span className="bg-positive" style={{ width: share(yes, answers) }} />
          <span className="bg-warning" style={{ width: share(if_need_be, answers) }} />
        </div>
        <p className="mt-1 text-sm text-quiet">{counts.join(" · ")}</p>
      </div>
      {onChoose && (
        <Button tone={is_best ? "filled" : "plain"} onPress={onChoose}>
          {t`Choose this date`}
        </Button>
      )}
      {onRemove && (
        <IconButton label={t`Remove ${when}`} icon={<Trash2 size={16} />} onPress={onRemove} />
      )}
    </li>
  );
}
