import type { PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import type { EventAttributes } from "@hookyard/core/envelope";

/** An event in the form in which it travels: whole, or with its data elsewhere. */
export interface CarriedText {
  readonly event: EventAttributes;
  readonly text: string;
}

/**
 * What one `PutEvents` call takes. The documents say "1 MB" and do not say which; this is the smaller one.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html
 */
export const maxRequestBytes = 1_000_000;
export const maxRequestEntries = 10;

/**
 * The largest event that is carried whole. EventBridge puts its envelope around it (under 1 KB, and the attributes once
 * more) before it goes to an SQS queue, which takes 1 MiB.
 */
export const maxCarriedBytes = maxRequestBytes - 16 * 1024;

/** What every source's entries begin with: what the rules ask for. */
export const sourcePrefix = "hookyard.";

/** An event as an entry of `PutEvents`. `traceHeader`: X-Ray's, where there is one. */
export function eventBridgeEntry(
  bus: string,
  { event, text }: CarriedText,
  traceHeader?: string,
): PutEventsRequestEntry {
  return {
    EventBusName: bus,
    Source: `${sourcePrefix}${sourceNameOf(event.source)}`,
    DetailType: event.type,
    Detail: text,
    // What the archive is asked by. When it happened, which may be days before, is in the detail.
    Time: new Date(event.receivedtime),
    ...(traceHeader !== undefined && { TraceHeader: traceHeader }),
  };
}

/** The size of an entry as EventBridge counts it. */
export function entryBytes({ Source = "", DetailType = "", Detail = "" }: PutEventsRequestEntry): number {
  return 14 + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);
}

/** `/webhooks/<source>` without what stands before the name. */
export function sourceNameOf(eventSource: string): string {
  return eventSource.slice("/webhooks/".length);
}
