import { t } from "@lingui/core/macro";
import { Plus, Trash2 } from "lucide-react";
import { Button, IconButton, Select } from "@/ui";
import type { Kind, Pattern } from "../model/document";
import { Patterns } from "./Patterns";
import { TextField } from "./TextField";
import type { Editor } from "./useEditor";

/** The Okabe-Ito palette, which most people with colour vision deficiency can tell apart. */
const colors = ["#0072B2", "#E69F00", "#CC79A7", "#009E73", "#56B4E9", "#D55E00", "#F0E442"];
const patterns: Pattern[] = ["plain", "dots", "stripes", "grid", "cross"];

/** Edits seat categories: name, colour, pattern and who may pick them. */
export function CategoryEditor({ editor }: { editor: Editor }) {
  const { plan } = editor;
  const set = (categories: Kind[], more: Partial<typeof plan> = {}) =>
    editor.act({ ...plan, categories, ...more });
  const change = (index: number, next: Partial<Kind>) => {
    const before = plan.categories[index];
    if (!before) return;
    const categories = plan.categories.with(index, { ...before, ...next });
    const renamed = next.name !== undefined && next.name !== before.name;
    set(
      categories,
      renamed
        ? {
            seats: plan.seats.map((seat) =>
              seat.category === before.name
                ? { ...seat, category: next.name ?? seat.category }
                : seat,
            ),
          }
        : {},
    );
  };
  const add = () => {
    let number = plan.categories.length + 1;
    while (plan.categories.some((kind) => kind.name === t`Category ${number}`)) number += 1;
    set([
      ...plan.categories,
      {
        name: t`Category ${number}`,
        color: colors[plan.categories.length % colors.length] ?? "#0072B2",
        pattern: patterns[plan.categories.length % patterns.length] ?? "plain",
        kind: "regular",
      },
    ]);
  };
  const patternLabel = {
    plain: t`Plain`,
    dots: t`Dots`,
    stripes: t`Stripes`,
    grid: t`Grid`,
    cross: t`Crosses`,
  };
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-sm font-medium">{t`Categories`}</h3>
      <ul className="flex flex-col gap-3">
        {plan.categories.map((kind, index) => {
          const count = plan.seats.filter((seat) => seat.category === kind.name).length;
          return (
            <li key={index} className="flex flex-col gap-2 rounded-control border border-line p-3">
              <div className="flex items-end gap-2">
                <svg viewBox="0 0 36 36" className="size-9 shrink-0 rounded-control" aria-hidden>
                  <defs>
                    <Patterns kinds={[kind]} unit={40} prefix={`show-${index}`} />
                  </defs>
                  <rect width="36" height="36" rx="6" fill={`url(#show-${index}-0)`} />
                </svg>
                <TextField
                  className="min-w-0 flex-1"
                  label={t`Name`}
                  value={kind.name}
                  onChange={(name) => {
                    if (name && !plan.categories.some((one) => one.name === name))
                      change(index, { name });
                  }}
                />
                <IconButton
                  label={t`Delete category`}
                  icon={<Trash2 size={16} />}
                  isDisabled={count > 0 || plan.categories.length === 1}
                  onPress={() => set(plan.categories.toSpliced(index, 1))}
                />
              </div>
              <div className="grid grid-cols-[3rem_minmax(0,1fr)] items-end gap-2">
                <label className="flex flex-col gap-1 text-sm font-medium">
                  {t`Color`}
                  <input
                    type="color"
                    value={/^#[0-9a-f]{6}$/i.test(kind.color) ? kind.color : "#0072B2"}
                    onChange={(event) => change(index, { color: event.target.value })}
                    className="h-9 w-full cursor-pointer rounded-control border border-line-strong bg-surface p-1"
                  />
                </label>
                <Select
                  label={t`Pattern`}
                  value={kind.pattern}
                  options={patterns.map((id) => ({ id, label: patternLabel[id] }))}
                  onChange={(id) => change(index, { pattern: id as Pattern })}
                />
              </div>
              <Select
                label={t`Who may pick it`}
                value={kind.kind}
                options={[
                  { id: "regular", label: t`Every guest` },
                  { id: "vip", label: t`Every guest, shown as VIP` },
                  { id: "reserved", label: t`Team only` },
                ]}
                onChange={(id) => change(index, { kind: id as Kind["kind"] })}
              />
            </li>
          );
        })}
      </ul>
      <Button
        size="small"
        className="self-start"
        icon={<Plus size={15} />}
        isDisabled={plan.categories.length >= 50}
        onPress={add}
      >{t`Add category`}</Button>
    </section>
  );
}
