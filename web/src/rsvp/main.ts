import { Calls } from "./calls";
import { Chooser } from "./chooser";
import { sheets } from "./style";
import { wordsFor } from "./words";

/** Enhances the guest's page: where it left room for a seat map, the map is drawn. Without it the page still answers. */
async function mount(host: HTMLElement): Promise<void> {
  const { code, eventId, locale = document.documentElement.lang, orphans, ws } = host.dataset;
  if (!code || !eventId) return;
  const words = wordsFor(locale);
  const calls = new Calls(code, eventId);
  const { guests } = await calls.invitation();
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = sheets();
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const theme = () => {
    host.dataset.theme =
      document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");
  };
  theme();
  dark.addEventListener("change", theme);
  const chooser = new Chooser(calls, words, guests, orphans !== "off");
  shadow.append(chooser.root);
  const address = ws ? new URL(ws, window.location.href).href : `${window.location.origin}/ws`;
  await chooser.start(address.replace(/^http/, "ws"), code, eventId);
}

const host = document.getElementById("seat-map");
if (host) void mount(host);
