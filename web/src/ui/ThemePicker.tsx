import { t } from "@lingui/core/macro";
import { useState } from "react";
import { chooseTheme, chosenTheme, type Theme } from "@/lib/theme";
import { Segments } from "./Tabs";

/** Light, dark, or as the system is. */
export function ThemePicker() {
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  return (
    <Segments
      label={t`Appearance`}
      value={theme}
      onChange={(next) => {
        chooseTheme(next as Theme);
        setTheme(next as Theme);
      }}
      options={[
        { id: "system", label: t`Match system` },
        { id: "light", label: t`Light` },
        { id: "dark", label: t`Dark` },
      ]}
    />
  );
}
