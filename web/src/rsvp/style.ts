import tokens from "../ui/tokens.css?inline";

/** Scopes the design tokens to the map's shadow root. Constructed style sheets work under a strict Content Security Policy. */
function sheets(): CSSStyleSheet[] {
  // Matches the selector with or without `:root`, and without quotes, which the build removes.
  const scoped = tokens
    .replaceAll(/(:root)?\[data-theme="?dark"?\]/g, ':host([data-theme="dark"])')
    .replaceAll(":root", ":host");
  return [scoped, rules].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}

/** The map's own shadow root, which follows the page's appearance. */
export function openShadow(host: HTMLElement): ShadowRoot {
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = sheets();
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const applyTheme = () => {
    host.dataset.theme =
      document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");
  };
  applyTheme();
  dark.addEventListener("change", applyTheme);
  return shadow;
}

const rules = `
:host { display: block; font-family: var(--font-text); font-size: var(--text-16); color: var(--text); }
* { box-sizing: border-box; }
h2 { font-family: var(--font-display); font-weight: 500; font-size: var(--text-20); margin: 0 0 calc(var(--step) * 3); }
p { margin: calc(var(--step) * 3) 0; }
button, select { font: inherit; color: inherit; min-height: calc(var(--step) * 11); border: 1px solid var(--line-strong); border-radius: var(--radius-control); background: var(--surface); padding: 0 calc(var(--step) * 4); cursor: pointer; }
button[hidden] { display: none; }
button[aria-pressed="true"] { border-color: var(--accent-text); background: var(--accent-soft); }
button:disabled { opacity: 0.55; cursor: default; }
button.filled { background: var(--accent); color: var(--on-accent); border-color: transparent; inline-size: 100%; font-weight: 500; }
:focus-visible { outline: 2px solid var(--accent-text); outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; gap: calc(var(--step) * 2); margin: calc(var(--step) * 3) 0; padding: 0; list-style: none; }
.row li { display: flex; gap: var(--step); align-items: stretch; }
.small { font-size: var(--text-13); color: var(--quiet); display: block; }
.frame { position: relative; border: 1px solid var(--line); border-radius: var(--radius-card); background: var(--sunken); overflow: hidden; }
.frame svg { display: block; inline-size: 100%; max-block-size: min(75vh, 40rem); min-block-size: 16rem; touch-action: none; user-select: none; -webkit-user-select: none; }
.host { position: relative; inline-size: 100%; max-block-size: min(75vh, 40rem); min-block-size: 18rem; overflow: hidden; }
.room:empty { border: 1px solid var(--line); border-radius: var(--radius-card); background: var(--sunken); min-block-size: 18rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr)); gap: calc(var(--step) * 3); }
.field { display: grid; gap: var(--step); font-size: var(--text-14); color: var(--quiet); }
.field[hidden] { display: none; }
.field select { inline-size: 100%; font-size: var(--text-16); color: var(--text); text-overflow: ellipsis; }
button[aria-disabled="true"] { color: var(--quiet); background: var(--sunken); border-color: var(--line); cursor: default; }
.legend { display: flex; flex-wrap: wrap; gap: var(--step) calc(var(--step) * 4); margin: calc(var(--step) * 3) 0; padding: 0; list-style: none; font-size: var(--text-13); color: var(--quiet); }
.legend li { display: inline-flex; align-items: center; gap: calc(var(--step) * 1.5); }
.legend svg { inline-size: 1.25rem; block-size: 1.25rem; min-block-size: 0; flex: none; }
.legend text { fill: var(--seat-ink); font-size: 10px; font-weight: 700; text-anchor: middle; dominant-baseline: central; }
.legend .ours text, .legend .assigned text { fill: var(--on-accent); }
.zoom { display: flex; justify-content: flex-end; gap: var(--step); padding: calc(var(--step) * 2); }
.zoom button { padding: 0; inline-size: calc(var(--step) * 11); }
g[role="button"] { cursor: pointer; outline: none; }
.ring { fill: none; stroke: var(--accent-text); opacity: 0; }
g[role="button"]:focus-visible .ring, g[aria-pressed="true"] .ring { opacity: 1; }
g[role="button"] text { pointer-events: none; fill: var(--seat-ink); text-anchor: middle; dominant-baseline: central; font-weight: 500; }
.seat { fill: var(--seat-paper); stroke: var(--rim, var(--hue-1)); }
.assigned .seat { fill: var(--seat-taken); stroke: var(--seat-taken); }
.blocked .seat { fill: var(--seat-blocked); stroke: var(--line-strong); }
.held .seat { fill: url(#hatch); }
.ours .seat { fill: var(--accent); stroke: var(--accent); }
.mine .seat { fill: var(--accent-soft); stroke: var(--accent-text); stroke-dasharray: 3 2; }
.mine text { fill: var(--accent-text) !important; font-weight: 700 !important; }
.ours text, .assigned text { fill: var(--on-accent) !important; }
.note { margin-block: calc(var(--step) * 3); border-radius: var(--radius-control); background: var(--info-soft); color: var(--info); padding: calc(var(--step) * 3) calc(var(--step) * 4); }
.note.bad { background: var(--warning-soft); color: var(--warning); }
.note:empty { display: none; }
summary { min-height: calc(var(--step) * 11); display: flex; align-items: center; cursor: pointer; color: var(--accent-text); text-decoration: underline; text-underline-offset: 4px; }
.bar { position: sticky; inset-block-end: 0; z-index: 2; display: grid; gap: calc(var(--step) * 2); margin-inline: calc(var(--step) * -2); padding: calc(var(--step) * 3) calc(var(--step) * 3) max(calc(var(--step) * 3), env(safe-area-inset-bottom)); background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius-card); box-shadow: 0 -6px 24px -12px rgb(0 0 0 / 0.35); }
.bar[hidden] { display: none; }
.bar p { margin: 0; }
.bar .row { margin: 0; flex-wrap: nowrap; }
.bar .row button { flex: 1; padding-inline: calc(var(--step) * 2); }
.bar .filled { flex: 2 !important; }
.bar.over { background: var(--warning-soft); }
.time { font-variant-numeric: tabular-nums; font-weight: 500; }
.quiet { color: var(--quiet); }
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
`;
