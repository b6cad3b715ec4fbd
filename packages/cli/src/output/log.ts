import type { LogRecord } from "@hookyard/embedded";
import type { Output } from "../io.ts";
import type { Paint, Style } from "./paint.ts";
import { printable, printableJson } from "./printable.ts";

/** Writes what the engine logs. */
export interface LogWriter {
  readonly write: (record: LogRecord) => void;
  /** From here on records are written at once; those before wait for the welcome, which comes first. */
  open(): void;
}

/** From the least to the most urgent. */
export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** One line a record of at least `least`: for people when there is `paint`, else the record as JSON. */
export function createLogWriter(output: Output, paint: Paint | undefined, least: LogLevel): LogWriter {
  const shown = new Set<LogLevel>(logLevels.slice(logLevels.indexOf(least)));
  const waiting: LogRecord[] = [];
  let isOpen = false;
  const line = (record: LogRecord): string =>
    paint === undefined ? `${printableJson(record)}\n` : logLine(record, paint);

  return {
    write(record) {
      if (!shown.has(record.level)) return;
      if (isOpen) output.write(line(record));
      else waiting.push(record);
    },
    open() {
      isOpen = true;
      for (const record of waiting.splice(0)) output.write(line(record));
    },
  };
}

const labelStyles = {
  accepted: "green",
  duplicate: "dim",
  conflict: "yellow",
  refused: "yellow",
  handshake: "dim",
  attempt: "cyan",
  dead: "red",
  handler: "dim",
  engine: "dim",
} as const satisfies Record<LogRecord["event"], Style>;

const labelWidth = Math.max(...Object.keys(labelStyles).map((label) => label.length));

// Said by the line's beginning, or by its message.
const saidAlready: ReadonlySet<string> = new Set([
  "source",
  "consumer",
  "type",
  "id",
  "consumers",
  "deliveryId",
  "outcome",
  "code",
]);

/** `10:00:00Z accepted   stripe payment.succeeded evt_1 → fulfil-order`: who, what, which, and the rest in dim. */
export function logLine(record: LogRecord, paint: Paint): string {
  const { time, level, event, message, fields } = record;
  const label = paint(levelStyle(level) ?? labelStyles[event], event.padEnd(labelWidth));
  const who = text(event === "handler" ? fields["consumer"] : (fields["source"] ?? fields["consumer"]));
  const which = event === "handler" ? (text(fields["deliveryId"]).split(":")[0] ?? "") : text(fields["id"]);
  const consumers = text(fields["consumers"]);
  const parts = [
    paint("dim", `${time.slice(11, 19)}Z`),
    label,
    paint("bold", printable(who)),
    printable(event === "handler" ? "" : text(fields["type"])),
    paint("dim", printable(which)),
    printable(message),
    consumers === "" ? "" : `→ ${printable(consumers)}`,
    paint("dim", printable(rest(record))),
  ];
  return `${parts.filter((part) => part !== "").join(" ")}\n`;
}

// What a handler wrote is its own: only the engine's two fields on it are said already.
function rest({ event, fields }: LogRecord): string {
  return Object.entries(fields)
    .filter(([name, value]) => value !== undefined && !isSaid(event, name))
    .map(([name, value]) => `${name}=${quoted(text(value))}`)
    .join(" ");
}

function isSaid(event: LogRecord["event"], name: string): boolean {
  return event === "handler" ? name === "consumer" || name === "deliveryId" : saidAlready.has(name);
}

function levelStyle(level: LogRecord["level"]): Style | undefined {
  switch (level) {
    case "error":
      return "red";
    case "warn":
      return "yellow";
    case "info":
    case "debug":
      return undefined;
  }
}

function text(value: string | number | boolean | undefined): string {
  return value === undefined ? "" : String(value);
}

function quoted(value: string): string {
  return /[\s"=]/.test(value) || value === "" ? JSON.stringify(value) : value;
}
