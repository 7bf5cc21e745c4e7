import { t } from "@lingui/core/macro";
import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { Button, Checkbox, IconButton, PopoverDialog } from "@/ui";
import { usualColumns } from "../columns";

interface Props {
  all: readonly { id: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Which columns the list shows, and in which order. */
export function ColumnsMenu({ all, chosen, onChange }: Props) {
  const shown = chosen.flatMap((id) => all.find((column) => column.id === id) ?? []);
  const hidden = all.filter((column) => !chosen.includes(column.id));
  const move = (id: string, by: -1 | 1) => {
    const next = shown.map((column) => column.id);
    const at = next.indexOf(id);
    next.splice(at, 1);
    next.splice(at + by, 0, id);
    onChange(next);
  };
  return (
    <PopoverDialog label={t`Columns`} icon={<Columns3 aria-hidden size={16} />}>
      <ul className="flex flex-col">
        {[...shown, ...hidden].map(({ id, label }) => {
          const at = shown.findIndex((column) => column.id === id);
          return (
            <li key={id} className="flex min-h-9 items-center gap-2 text-sm">
              <Checkbox
                isSelected={at >= 0}
                onChange={(on) =>
                  onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
              >
                <bdi className="line-clamp-1">{label}</bdi>
              </Checkbox>
              {at >= 0 && (
                <span className="ms-auto flex">
                  <IconButton
                    label={t`Move ${label} up`}
                    icon={<ArrowUp size={14} />}
                    isDisabled={at === 0}
                    onPress={() => move(id, -1)}
                  />
                  <IconButton
                    label={t`Move ${label} down`}
                    icon={<ArrowDown size={14} />}
                    isDisabled={at === shown.length - 1}
                    onPress={() => move(id, 1)}
                  />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <Button
        size="small"
        tone="quiet"
        className="mt-2"
        onPress={() => onChange(usualColumns)}
      >{t`Reset columns`}</Button>
    </PopoverDialog>
  );
}
