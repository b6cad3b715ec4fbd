import type { Ratio } from "./result.ts";

/** The median, and where rounds differ the least and the most of them. */
export function ratioText({ median, least, most }: Ratio): string {
  const range = least === most ? "" : ` (${least.toFixed(2)} to ${most.toFixed(2)})`;
  return `${median.toFixed(2)} ×${range}`;
}

/** Without decimals, with commas; a dash for what there is not. */
export function whole(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "–" : Math.round(value).toLocaleString("en");
}

/** With one decimal; a dash for what there is not. */
export function tenths(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "–" : value.toFixed(1);
}
