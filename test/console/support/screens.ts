import type { consoleEngines } from "./console-system.ts";

type Screen = readonly [colorScheme: "light" | "dark", width: 360 | 1440];

/** Colours and widths to look at pages in: the page is one, so on the second engine two stand for all four. */
export function screens(engine: (typeof consoleEngines)[number]["engine"]): Screen[] {
  const opposite: Screen[] = [
    ["light", 1440],
    ["dark", 360],
  ];
  return engine === "aws" ? opposite : [...opposite, ["dark", 1440], ["light", 360]];
}
