const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const long = new Intl.NumberFormat("en");

/** A count in little room: `12.3K`. */
export function shortCount(count: number): string {
  return count < 10_000 ? long.format(count) : short.format(count);
}

/** Bytes in the largest unit that fits: `2.1 MB`. */
export function byteSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value >= 100 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step] ?? "B"}`;
}
