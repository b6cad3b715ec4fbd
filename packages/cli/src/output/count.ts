/** A number with its noun: `1 event`, `12,345 dead letters`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(number)} ${number === 1 ? singular : plural}`;
}

/** `12,345`. */
export function formatNumber(number: number): string {
  return number.toLocaleString("en-US");
}
