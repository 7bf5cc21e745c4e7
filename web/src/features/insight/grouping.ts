import type { Activity } from "@/api";

/** Consecutive activities of one actor that say the same, newest first. */
export interface ActivityGroup {
  newest: Activity;
  items: Activity[];
}

/** How far apart activities may be to count as one, in milliseconds. */
const maxGap = 10 * 60_000;

/** Facts that follow from another one in the list and say nothing more to people. */
const echoes = new Set(["invitation_updated", "task_moved", "task_requested"]);

const actorOf = ({ actor }: Activity) => `${actor.kind} ${actor.id ?? ""} ${actor.name ?? ""}`;

/** Groups a feed so that many changes of one kind take one line, without facts that only echo others. */
export function groupActivity(items: readonly Activity[]): ActivityGroup[] {
  const groups: ActivityGroup[] = [];
  for (const item of items) {
    if (echoes.has(item.action)) continue;
    const last = groups.at(-1);
    const before = last?.items.at(-1);
    const belongs =
      last &&
      before &&
      before.action === item.action &&
      actorOf(before) === actorOf(item) &&
      Date.parse(before.at) - Date.parse(item.at) <= maxGap;
    if (belongs) last.items.push(item);
    else groups.push({ newest: item, items: [item] });
  }
  return groups;
}
