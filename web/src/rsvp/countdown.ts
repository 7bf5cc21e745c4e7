import type { Pick } from "./basket";
import { el } from "./dom";
import { fill, type Words } from "./words";

/** How long the picked seats are kept, by the server's clock: said aloud at five, two and one minutes; more time is offered near the end. */
export class Countdown {
  readonly face = el("p");
  readonly spoken = el("span", { class: "sr", "aria-live": "polite" });
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

  /** Shows what is left; says whether the time is over. */
  tick(picks: readonly Pick[], now: number): boolean {
    if (picks.length === 0) {
      this.more.hidden = true;
      this.face.replaceChildren();
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
    this.face.replaceChildren(`${this.words.held} `, time);
    if ([300, 120, 60].includes(left))
      this.spoken.textContent = fill(this.words.left, { minutes: left / 60 });
    if (left === 120) this.more.hidden = false;
    if (left === 0) this.more.hidden = true;
    return left === 0;
  }
}
