import { styleText } from "node:util";
import type { Io, Output } from "../io.ts";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Text in a style, or as it is where colours are not wanted. */
export type Paint = (style: Style, text: string) => string;

/**
 * Colours where a person looks. `FORCE_COLOR` and `NO_COLOR` decide over that, in this order, as Node itself does.
 * @see https://no-color.org
 */
export function createPaint(output: Output, env: Io["env"]): Paint {
  if (!wantsColour(output, env)) return (_style, text) => text;
  return (style, text) => styleText(style, text, { validateStream: false });
}

function wantsColour(output: Output, env: Io["env"]): boolean {
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  if ((env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb") return false;
  return output.isTTY;
}
