import type { Group, Section } from "../lib/seatcanvas/sections";
import type { Seat } from "./calls";
import { el, set } from "./dom";
import { isUnavailable, nameOf, type Look } from "./look";
import { seatName, tableName } from "./seatnames";
import type { Seats } from "./seats";
import { fill, type Words } from "./words";

/** Rows show this many seats at first; the rest follow on demand. */
const PAGE_SIZE = 120;

/** The accessible alternative to the map: section, then row or table, then seat. Only the seats of one row are rendered. */
export class SeatList {
  readonly root: HTMLElement;
  private readonly parts = el("select");
  private readonly groups = el("select");
  private readonly list = el("ul", { class: "row" });
  private readonly more = el("button", { type: "button", hidden: true });
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private shown = PAGE_SIZE;
  private typed = { text: "", at: 0 };

  constructor(
    private readonly seats: Seats,
    private readonly words: Words,
    private readonly lookOf: (seat: Seat) => Look,
    private readonly onPick: (id: string) => void,
  ) {
    const field = (label: string, select: HTMLSelectElement) =>
      el("label", { class: "field" }, el("span", {}, label), select);
    this.root = el(
      "details",
      {},
      el("summary", {}, words.list),
      el(
        "div",
        { class: "fields" },
        field(words.section, this.parts),
        field(words.group, this.groups),
      ),
      this.list,
      this.more,
    );
    this.parts.onchange = () => {
      this.drawGroups();
      this.draw();
    };
    this.groups.onchange = () => this.draw();
    // Free seats are counted only when a menu is about to open.
    this.parts.onfocus = () => this.count();
    this.groups.onfocus = () => this.count();
    this.list.onkeydown = (event) => {
      if (this.moveFocus(event)) event.preventDefault();
    };
    this.more.append(words.furtherOn);
    this.more.onclick = () => {
      const next = this.shown;
      this.draw(this.shown + PAGE_SIZE);
      this.list.querySelectorAll("button")[next]?.focus();
    };
  }

  /** Fills the menus for a new plan and keeps the selection where it still exists. */
  fillMenus(): void {
    const before = this.parts.value;
    this.parts.replaceChildren(
      ...this.seats.sections.map((part) =>
        el("option", { value: part.id, selected: part.id === before }),
      ),
    );
    (this.parts.parentElement as HTMLElement).hidden = this.seats.sections.length < 2;
    this.drawGroups();
    this.draw();
  }

  /** Updates a seat's button, if the seat is in the visible row. */
  paint(seat: Seat): void {
    const button = this.buttons.get(seat.id);
    if (!button) return;
    const look = this.lookOf(seat);
    set(button, {
      "aria-pressed": String(look === "mine"),
      "aria-label": nameOf(seat, look, this.words),
      "aria-disabled": isUnavailable(look) || look === "ours" ? "true" : null,
    });
    button.replaceChildren(
      el("bdi", {}, seatName(seat.seat_number, this.words)),
      el("span", { class: "small" }, this.words.states[look]),
    );
  }

  /** Arrow keys move between seats; typing a number jumps to that seat. */
  private moveFocus({ key, timeStamp }: KeyboardEvent): boolean {
    const all = [...this.buttons.values()];
    const at = all.indexOf(
      (this.list.getRootNode() as ShadowRoot).activeElement as HTMLButtonElement,
    );
    const isRtl = getComputedStyle(this.list).direction === "rtl";
    const to: Record<string, number> = {
      ArrowRight: at + (isRtl ? -1 : 1),
      ArrowLeft: at + (isRtl ? 1 : -1),
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1,
    };
    if (/^\d$/.test(key)) {
      this.typed = {
        text: timeStamp - this.typed.at < 900 ? this.typed.text + key : key,
        at: timeStamp,
      };
      const found = [...this.buttons].find(
        ([id]) => /\d+$/.exec(this.seats.get(id)?.seat_number ?? "")?.[0] === this.typed.text,
      );
      found?.[1].focus();
      return found !== undefined;
    }
    const next = to[key];
    if (next === undefined) return false;
    all[next]?.focus();
    return true;
  }

  private get section(): Section | undefined {
    return this.seats.sections[Math.max(0, this.parts.selectedIndex)];
  }
  private get group(): Group | undefined {
    return this.section?.groups[Math.max(0, this.groups.selectedIndex)];
  }

  private drawGroups(): void {
    const before = this.groups.value;
    this.groups.replaceChildren(
      ...(this.section?.groups ?? []).map((group) =>
        el("option", { value: group.name, selected: group.name === before }),
      ),
    );
    this.count();
  }

  private count(): void {
    const optionText = (name: string, places: readonly number[]) => {
      const free = places.reduce(
        (sum, place) => sum + (this.seats.all[place]?.status === "free" ? 1 : 0),
        0,
      );
      return `${name || "·"} (${fill(this.words.freeOf, { free, all: places.length })})`;
    };
    [...this.parts.options].forEach((option, at) => {
      const part = this.seats.sections[at];
      if (part) option.textContent = optionText(part.name || this.words.other, part.seats);
    });
    [...this.groups.options].forEach((option, at) => {
      const group = this.section?.groups[at];
      if (!group) return;
      const name = group.isTable ? tableName(group.name, this.words) : group.name;
      option.textContent = optionText(name, group.seats);
    });
  }

  private draw(shown = PAGE_SIZE): void {
    this.shown = shown;
    this.buttons.clear();
    const all = this.group?.seats ?? [];
    const seats = all.slice(0, shown).flatMap((place) => this.seats.all[place] ?? []);
    this.list.replaceChildren(
      ...seats.map((seat) => {
        const button = el("button", { type: "button" });
        button.onclick = () => this.onPick(seat.id);
        this.buttons.set(seat.id, button);
        return el("li", {}, button);
      }),
    );
    seats.forEach((seat) => this.paint(seat));
    this.more.hidden = all.length <= shown;
  }
}
