import { Calls } from "./calls";
import { Chooser } from "./chooser";
import { Party } from "./party";
import { openShadow } from "./style";
import { socketUrl } from "./socketurl";
import { wordsFor } from "./words";

/** What the server's page says of the party's seats, outside the map. */
const seatTexts = "nav.next, ul.who, figure.ticket";

/** Renews what the page around the map says of the seats. Failing that, it is renewed by the next visit. */
async function renewPage(): Promise<void> {
  const response = await fetch(window.location.href).catch(() => null);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const renewed = fresh.querySelectorAll(seatTexts);
  document.querySelectorAll(seatTexts).forEach((old, at) => {
    if (renewed[at]) old.replaceWith(renewed[at]);
  });
}

/** Mounts the seat map on the RSVP page. The page also works without it. */
async function mount(host: HTMLElement): Promise<void> {
  const { code, eventId, locale = document.documentElement.lang, orphans, ws } = host.dataset;
  if (!code || !eventId) return;
  const words = wordsFor(locale);
  const calls = new Calls(code, eventId);
  const { guests } = await calls.invitation();
  const shadow = openShadow(host);
  const chooser = new Chooser(calls, words, new Party(guests), orphans !== "off");
  shadow.append(chooser.root);
  chooser.root.addEventListener("seated", () => void renewPage());
  await chooser.start(socketUrl(ws), code, eventId);
}

const host = document.getElementById("seat-map");
if (host) void mount(host);
const shop = document.getElementById("shop-map");
if (shop) void import("./ticketmap").then(({ mountShop }) => mountShop(shop));
