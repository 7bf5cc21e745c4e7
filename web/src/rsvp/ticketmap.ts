import { Chooser } from "./chooser";
import { socketUrl } from "./socketurl";
import { openShadow } from "./style";
import { TicketCalls } from "./ticketcalls";
import { TicketParty, type TicketKind } from "./tickets";
import { wordsFor } from "./words";

/** Lets a buyer choose the seats of an order. Its form confirms them. */
class TicketChooser extends Chooser {
  /** Follows the numbers of the form; seats of tickets that are gone are free for others. */
  async follow(party: TicketParty): Promise<void> {
    party.count();
    const known = new Set(party.guests.map((guest) => guest.id));
    const gone = party.picks.filter((pick) => !known.has(pick.guest));
    party.picks = party.picks.filter((pick) => known.has(pick.guest));
    party.selectNext();
    this.draw();
    for (const pick of gone) await this.release(pick);
  }
}

/** Mounts the seat map on the page where tickets are ordered. The page also works without it. */
export async function mountShop(host: HTMLElement): Promise<void> {
  const { eventId, locale = document.documentElement.lang, orphans, types } = host.dataset;
  const form = host.closest("form");
  if (!eventId || !form) return;
  const key = form.elements.namedItem("hold_key");
  const calls = new TicketCalls(eventId, key instanceof HTMLInputElement ? key.value : "");
  const party = new TicketParty(JSON.parse(types ?? "[]") as TicketKind[], form);
  const chooser = new TicketChooser(calls, wordsFor(locale), party, orphans !== "off");
  openShadow(host).append(chooser.root);
  await chooser.start(socketUrl(), "", eventId);
  chooser.root.addEventListener("drawn", () => party.write(calls.key));
  party.write(calls.key);
  form.addEventListener("change", (event) => {
    const { target } = event;
    if (target instanceof HTMLSelectElement && target.name.startsWith("quantity-"))
      void chooser.follow(party);
  });
}
