import type { RequestRecord } from "@hookyard/core/ingest/request-record";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";

/** How a webhook came: the first line of its request, and its headers. */
export function requestText(
  { method, url, headers, left, secretIndex }: RequestRecord,
  paint: Paint,
): string {
  const width = Math.max(0, ...headers.map(([name]) => name.length));
  const lines = headers.map(
    ([name, value]) => `  ${paint("dim", printable(name).padEnd(width))}  ${printable(value)}\n`,
  );
  const more = left === undefined ? "" : `  … and ${left} more headers\n`;
  const verified =
    secretIndex === undefined || secretIndex === 0
      ? ""
      : `  ${paint("dim", `verified by secret ${secretIndex + 1} of the source, not by its newest`)}\n`;
  return `${paint("bold", "request")}\n  ${printable(method)} ${printable(url)}\n${lines.join("")}${more}${verified}`;
}
