/** Without decimals, with commas; a dash for what there is not. */
export function whole(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "–" : Math.round(value).toLocaleString("en");
}

/** With one decimal; a dash for what there is not. */
export function tenths(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "–" : value.toFixed(1);
}
