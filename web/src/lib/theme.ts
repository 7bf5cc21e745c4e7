export type Theme = "system" | "light" | "dark";
const storageKey = "convite.theme";
const dark = () => window.matchMedia("(prefers-color-scheme: dark)");

export function chosenTheme(): Theme {
  const saved = localStorage.getItem(storageKey);
  return saved === "light" || saved === "dark" ? saved : "system";
}

export function applyTheme(theme: Theme = chosenTheme()): void {
  const isDark = theme === "dark" || (theme === "system" && dark().matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme);
  applyTheme(theme);
}

export function followSystemTheme(): void {
  applyTheme();
  dark().addEventListener("change", () => applyTheme());
}
