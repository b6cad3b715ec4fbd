import { readDuration } from "@hookyard/core/duration";
import { InvalidArgumentError } from "commander";

const bytesByUnit = { MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 } as const;

/** Reads a size on disk, `20 GB` or `500MB`, in bytes; for `command.option`. */
export function diskSize(text: string): number {
  const [, amount, unit = ""] = /^(\d{1,6}(?:\.\d{1,3})?) ?(MB|GB|TB)$/i.exec(text) ?? [];
  const bytes = bytesByUnit[unit.toUpperCase() as keyof typeof bytesByUnit]; // safe: an unknown unit gives undefined
  if (amount !== undefined && bytes !== undefined && Number(amount) > 0)
    return Math.round(Number(amount) * bytes);
  throw new InvalidArgumentError("Write a size such as '20 GB' or 500MB.");
}

/** Reads a time in days or hours, `30 days`, in seconds; for `command.option`. */
export function retention(text: string): number {
  const read = readDuration(text);
  if ("seconds" in read && read.seconds >= 3600) return read.seconds;
  throw new InvalidArgumentError("Write a time of at least an hour, such as '30 days' or '12 hours'.");
}
