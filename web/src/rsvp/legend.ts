import { categoryLooks } from "../lib/seatcanvas/looks";
import { nameKind } from "../lib/seatNames";
import { el, svg } from "./dom";
import { signs, type Look } from "./look";
import { isLarge } from "./maps";
import type { Party } from "./party";
import type { Seats } from "./seats";
import type { Words } from "./words";

const shown: Look[] = ["free", "mine", "ours", "assigned", "blocked"];

/** The legend of the plan's colours, letters and symbols. Categories are listed only if there are several. */
export function legendOf(seats: Seats, words: Words, party: Pick<Party, "priceOf">): HTMLElement {
  const hasLetters = isLarge(seats);
  const looks = categoryLooks(seats.all, seats.drawing?.categories).filter((look) =>
    seats.all.some((seat) => seat.category === look.name),
  );
  const states = shown.filter(
    (look) => look !== "blocked" || seats.all.some((seat) => seat.status === "blocked"),
  );
  const drawn = (look: Look, sign: string, hue?: string) => {
    const ring = svg("circle", { class: "seat", cx: 12, cy: 12, r: 9, "stroke-width": 2 });
    if (hue) ring.style.setProperty("--rim", hue);
    return svg(
      "svg",
      { viewBox: "0 0 24 24", "aria-hidden": "true", class: look },
      ring,
      svg("text", { x: 12, y: 12 }, sign),
    );
  };
  return el(
    "ul",
    { class: "legend", "aria-label": words.legend },
    ...(looks.length > 1
      ? looks.map((look) =>
          el(
            "li",
            {},
            drawn("free", (hasLetters && look.letter) || "", look.hue),
            el("bdi", {}, nameKind(look.name, words.kinds)),
            party.priceOf(look.name),
          ),
        )
      : []),
    ...states.map((look) =>
      el("li", {}, drawn(look, signs[look], "var(--line-strong)"), words.states[look]),
    ),
  );
}
