import { execFileSync } from "node:child_process";
import { eventRecord } from "@hookyard/core/operator/operator-records";
import { expect, test } from "vitest";
import { asCurl, asFixture, asSample } from "./event-copies.ts";

const original = { id: "evt_9", note: 'it\'s $(touch /tmp/owned) `x` "y" \n', amount: 5, nested: { a: [1] } };
const record = eventRecord({ id: "evt_1" });
const detail = {
  ...record,
  source: "stripe",
  providerid: "evt_9",
  providertype: "payment_intent.succeeded",
  event: { ...record.event, data: { amount: 5, original } },
};

/** The words that a shell makes of a command, with its name replaced. */
function wordsOf(command: string): readonly string[] {
  const out = execFileSync("sh", ["-c", command.replace(/^\S+/, "printf '%s\\0'")]);
  return out.toString().split("\0").slice(0, -1);
}

test("as curl it is one request with the payload as it is, whatever is in it", () => {
  const words = wordsOf(asCurl(detail, "http://127.0.0.1:3000/webhooks/stripe"));

  expect(words.slice(0, 3)).toEqual(["-X", "POST", "http://127.0.0.1:3000/webhooks/stripe"]);
  expect(JSON.parse(words.at(-1) ?? "")).toEqual(original);
});

test("as a fixture it is a module with the whole event", () => {
  const [, json = ""] = /= (\{.*\}) satisfies HookyardEvent;/s.exec(asFixture(detail)) ?? [];

  expect(JSON.parse(json)).toEqual(detail.event);
});

test("as a sample it is triggered with the same payload and another id", () => {
  const words = wordsOf(asSample(detail));

  expect(words).toEqual([
    "hookyard",
    "trigger",
    "stripe",
    "payment_intent.succeeded",
    "--set",
    `note=${JSON.stringify(original.note)}`,
    "--set",
    "amount=5",
    "--set",
    'nested={"a":[1]}',
  ]);
});
