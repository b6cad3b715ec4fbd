import type { LogRecord } from "@hookyard/embedded";
import { expect, test } from "vitest";
import { logLine } from "./log.ts";

const time = "2026-05-01T12:00:01.234Z";
const id = "evt_1";

const lines: readonly (readonly [LogRecord, string])[] = [
  [
    {
      time,
      level: "info",
      event: "accepted",
      message: "",
      fields: { source: "stripe", id, type: "payment.succeeded", consumers: "a, b" },
    },
    "12:00:01Z accepted  stripe payment.succeeded evt_1 → a, b",
  ],
  [
    {
      time,
      level: "warn",
      event: "refused",
      message: "signature mismatch",
      fields: { source: "stripe", code: "signature_invalid", reason: "signature_mismatch" },
    },
    "12:00:01Z refused   stripe signature mismatch reason=signature_mismatch",
  ],
  [
    {
      time,
      level: "warn",
      event: "attempt",
      message: "Error: closed; tried again",
      fields: { consumer: "a", id, attempt: 1, milliseconds: 4, outcome: "failed", retryAt: time },
    },
    `12:00:01Z attempt   a evt_1 Error: closed; tried again attempt=1 milliseconds=4 retryAt=${time}`,
  ],
  [
    {
      time,
      level: "info",
      event: "handler",
      message: "sent",
      fields: { id: "order 1", type: "x", empty: "", gone: undefined, consumer: "a", deliveryId: "evt_1:a" },
    },
    '12:00:01Z handler   a evt_1 sent id="order 1" type=x empty=""',
  ],
  [
    {
      time,
      level: "error",
      event: "dead",
      message: "Error: \u001b[2J\nx",
      fields: { consumer: "a\u009b", id },
    },
    "12:00:01Z dead      a\\u009b evt_1 Error: \\u001b[2J\\nx",
  ],
];

test.each(lines)("%j", (record, line) => {
  expect(logLine(record, (_style, text) => text)).toBe(`${line}\n`);
});
