import { useEffect, useState } from "preact/hooks";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const stored = "hookyard-theme";

/** The theme that was chosen, `system` at first. It is put on the page by `data-theme`, which the style follows. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
    localStorage.setItem(stored, theme);
    dispatchEvent(new Event(themeChanged));
  }, [theme]);
  return [theme, setTheme];
}

/** Fired on the window when the theme was changed: canvases are drawn again. */
export const themeChanged = "hookyard-theme-changed";

function readTheme(): Theme {
  const value = localStorage.getItem(stored);
  return themes.find((theme) => theme === value) ?? "system";
}
