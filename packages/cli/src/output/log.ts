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

const labels = {
  accepted: { text: "accepted ", style: "green" },
  duplicate: { text: "duplicate", style: "dim" },
  conflict: { text: "conflict ", style: "yellow" },
  refused: { text: "refused  ", style: "yellow" },
  handshake: { text: "handshake", style: "dim" },
  attempt: { text: "attempt  ", style: "cyan" },
  dead: { text: "dead     ", style: "red" },
  handler: { text: "handler  ", style: "dim" },
  engine: { text: "engine   ", style: "dim" },
} as const satisfies Record<LogRecord["event"], { readonly text: string; readonly style: Style }>;

/** One line a record: for people when there is `paint`, else the record as JSON. */
export function createLogWriter(output: Output, paint: Paint | undefined): LogWriter {
  const waiting: LogRecord[] = [];
  let isOpen = false;
  const line = (record: LogRecord): string =>
    paint === undefined ? `${printableJson(flat(record))}\n` : logLine(record, paint);

  return {
    write(record) {
      if (isOpen) output.write(line(record));
      else waiting.push(record);
    },
    open() {
      isOpen = true;
      for (const record of waiting.splice(0)) output.write(line(record));
    },
  };
}

/** `10:00:00Z accepted  payment.succeeded from stripe  event=evt_1`. */
export function logLine(record: LogRecord, paint: Paint): string {
  const time = paint("dim", record.time.replace(/^.*T(\d\d:\d\d:\d\d).*$/, "$1Z"));
  const { text, style } = labels[record.event];
  const label = paint(levelStyle(record.level) ?? style, text);
  const fields = Object.entries(record.fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${fieldText(value)}`);
  const details = fields.length === 0 ? "" : `  ${paint("dim", printable(fields.join(" ")))}`;
  return `${time} ${label} ${printable(record.message)}${details}\n`;
}

// Flat: log tools look for fields at the top. The record's own names win over a field of the same name.
function flat({ time, level, event, message, fields }: LogRecord): object {
  return { ...fields, time, level, event, message };
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

function fieldText(value: string | number | boolean | undefined): string {
  const text = String(value);
  return /[\s"=]/.test(text) || text === "" ? JSON.stringify(text) : text;
}
