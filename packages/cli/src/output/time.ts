const units = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
] as const;

/** How long ago or ahead, in its largest unit: `3 min ago`, `in 2 h`, `now`. */
export function relativeTime(time: string, now: Date): string {
  const seconds = Math.round((now.getTime() - Date.parse(time)) / 1000);
  const [unit, size] = units.find(([, each]) => Math.abs(seconds) >= each) ?? ["s", 0];
  if (size === 0) return "now";
  const count = Math.floor(Math.abs(seconds) / size);
  return seconds > 0 ? `${count} ${unit} ago` : `in ${count} ${unit}`;
}

/** To the second, in UTC, as `--since` and `--until` take it. */
export function absoluteTime(time: string): string {
  const instant = new Date(time);
  return Number.isNaN(instant.getTime()) ? time : instant.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** Both: `2026-05-01T10:00:00Z (3 min ago)`. */
export function fullTime(time: string, now: Date): string {
  return `${absoluteTime(time)} (${relativeTime(time, now)})`;
}

/** A length of time: `850 ms`, `3.2 s`, `4 min 5 s`, `2 h 5 min`. */
export function timeSpan(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1).replace(/\.0$/, "")} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
