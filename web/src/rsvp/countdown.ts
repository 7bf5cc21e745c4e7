import type { Pick } from "./basket";
import { el } from "./dom";
import { fill, type Words } from "./words";

/** Time left on the hold, by the server's clock. Announced at five, two and one minutes; an extension is offered near the end. */
export class Countdown {
  readonly display = el("p");
  readonly announcement = el("span", { class: "sr", "aria-live": "polite" });
  readonly more = el("button", { type: "button", hidden: true });

  constructor(
    private readonly words: Words,
    onMore: () => void,
  ) {
    this.more.append(words.more);
    this.more.onclick = () => {
      this.more.hidden = true;
      onMore();
    };
  }

  /** "Held for you until 18:05", by the reader's own clock. */
  private until(picks: readonly Pick[]): string {
    const end = new Date(Math.min(...picks.map((pick) => pick.until)));
    const time = end.toLocaleTimeString(this.words.format, { hour: "2-digit", minute: "2-digit" });
    return fill(this.words.held, { time });
  }

  /** Updates the time left. Returns whether the hold has expired. */
  tick(picks: readonly Pick[], now: number): boolean {
    if (picks.length === 0) {
      this.more.hidden = true;
      this.display.replaceChildren();
      return false;
    }
    const left = Math.max(
      0,
      Math.ceil((Math.min(...picks.map((pick) => pick.until)) - now) / 1000),
    );
    const time = el(
      "span",
      { class: "time", role: "timer", dir: "ltr" },
      `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`,
    );
    if (left === 0) this.display.replaceChildren(this.words.over);
    else this.display.replaceChildren(`${this.until(picks)} · `, time);
    if ([300, 120, 60].includes(left))
      this.announcement.textContent = fill(this.words.left, { minutes: left / 60 });
    if (left === 120) this.more.hidden = false;
    if (left === 0) this.more.hidden = true;
    return left === 0;
  }
}
