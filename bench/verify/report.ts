import { tenths } from "../ingest/number-text.ts";
import { markdownTable, type Table, textTable } from "../ingest/table.ts";
import { type Contest, isMet, mostToFloor, mostToPeer, type VerifyResult } from "./result.ts";

const method = `Microseconds from the bytes of a request to its payload, verified: medians. The floor is the cryptography with a kept key, a comparison and one parse, and checks nothing else; Hookyard is the provider's scheme and its body reader; a library that does not parse gets Hookyard's reader after it, so that all end at the same payload, with no id rounded and the depth bounded. Bodies are a payment of Stripe's, for Twilio a form, for SendGrid a list, for SNS the payment as text inside a message, for Adyen items. Keys that a provider publishes are fetched once and kept. All take the same signed requests, in turn in one process, after a warm-up. A ratio is the median over the rounds, each against its own. Every genuine request was accepted and every forged one refused before anything was measured. Targets: at most ${mostToFloor.toFixed(1)} × the floor, at most ${mostToPeer.toFixed(1)} × the fastest library.`;

/** The result for a terminal. */
export function textReport(result: VerifyResult): string {
  return `\n${textTable(table(result))}\n\n  ${machineText(result)}`;
}

/** The result for `docs/benchmarks.md`. */
export function markdownReport(result: VerifyResult): string {
  return [`### Verification`, markdownTable(table(result)), method, machineText(result)].join("\n\n");
}

function table({ contests }: VerifyResult): Table {
  return {
    headings: [
      "signature",
      "provider",
      "KB",
      "hookyard µs",
      "floor µs",
      "× floor",
      "library µs",
      "× library",
      "",
    ],
    rows: contests.map((one) => [
      one.family,
      one.provider,
      String(one.bytes / 1_000),
      tenths(one.hookyard.micros),
      tenths(one.floor.micros),
      one.toFloor.toFixed(2),
      peersText(one),
      one.toPeer?.toFixed(2) ?? "–",
      isMet(one) ? "✓" : "✗",
    ]),
  };
}

function peersText({ peers }: Contest): string {
  return peers.map(({ name, micros }) => `${name} ${tenths(micros)}`).join(", ") || "–";
}

function machineText({ machine, rounds, sliceMs, command, startedAt }: VerifyResult): string {
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node};`,
    `${rounds} rounds of ${sliceMs} ms each; load average at the start ${machine.loadAverage.toFixed(2)}.`,
    `\`${command}\`, ${startedAt}.`,
  ].join(" ");
}
