import type { Bodies } from "@hookyard/core/port/bodies";
import type { BusEntry } from "@hookyard/core/port/bus";
import { type CarriedText, eventBridgeEntry } from "./bus-entry.ts";
import { withoutOriginal } from "./carry.ts";
import type { ObserveBus } from "./notice.ts";
import type { SendToOverflow } from "./overflow-queue.ts";
import type { PutEvents, PutResult } from "./put-events.ts";
import { concernsContent, errorCodeOf } from "./service-error.ts";

export interface PublishCarriedOptions {
  /** The bus's name. */
  readonly bus: string;
  readonly putEvents: PutEvents;
  readonly sendToOverflow: SendToOverflow;
  readonly bodies: Bodies;
  readonly observe: ObserveBus;
  /** X-Ray's header of this invocation, where there is one. */
  readonly traceHeader?: () => string | undefined;
}

export interface Outgoing {
  readonly entry: BusEntry;
  readonly carried: CarriedText;
}

/** When each way is given up; milliseconds since 1970. */
export interface Deadlines {
  readonly bus: number;
  readonly overflow: number;
}

export interface Published {
  /** The form in which it went last: without the provider's payload where the bus did not take it with that. */
  readonly carried: CarriedText;
  /** `undefined`: on the bus, or in the overflow queue. Else the code with which it was refused last. */
  readonly code: string | undefined;
}

/** Puts events on the bus, and those that it does not take into the overflow queue. One answer an event. Never rejects. */
export async function publishCarried(
  outgoing: readonly Outgoing[],
  options: PublishCarriedOptions,
  deadlines: Deadlines,
): Promise<readonly Published[]> {
  const carried = outgoing.map((one) => one.carried);
  const results = [...(await put(carried, options, deadlines.bus))];
  await putSlim(outgoing, carried, results, options, deadlines.bus);
  const codes = results.map((result) => (result.status === "put" ? undefined : result.code));
  const published = (): readonly Published[] =>
    carried.map((one, index) => ({ carried: one, code: codes[index] }));
  const left = codes.flatMap((code, index) => (code === undefined ? [] : [{ index, code }]));
  if (left.length === 0) return published();

  const texts = left.map(({ index }) => carried[index]?.text ?? "");
  const overflow = await options.sendToOverflow(texts, deadlines.overflow);
  const saved = left.filter((_, position) => overflow[position] === undefined);
  if (saved.length > 0) {
    const refusedWith = [...new Set(saved.map(({ code }) => code))];
    options.observe({ kind: "overflow_used", entries: saved.length, codes: refusedWith });
  }
  for (const { index } of saved) codes[index] = undefined;
  return published();
}

function put(
  carried: readonly CarriedText[],
  { bus, putEvents, traceHeader }: PublishCarriedOptions,
  deadline: number,
): Promise<readonly PutResult[]> {
  return putEvents(
    carried.map((one) => eventBridgeEntry(bus, one, traceHeader?.())),
    deadline,
  );
}

/** What was refused alone for its content may be too large after all: it goes again without the provider's payload. */
async function putSlim(
  outgoing: readonly Outgoing[],
  carried: CarriedText[],
  results: PutResult[],
  options: PublishCarriedOptions,
  deadline: number,
): Promise<void> {
  for (const [index, { entry }] of outgoing.entries()) {
    const result = results[index];
    const isWhole = carried[index]?.event.dataref === undefined;
    if (result?.status !== "failed" || !concernsContent(result.code) || !isWhole) continue;
    try {
      const slim = withoutOriginal(
        entry.event,
        entry.text,
        await options.bodies.put(entry.event.id, entry.text),
      );
      const [again] = await put([slim], options, deadline);
      carried[index] = slim;
      if (again !== undefined) results[index] = again;
    } catch (error) {
      options.observe({ kind: "retried", entries: 1, codes: [errorCodeOf(error)] });
    }
  }
}
