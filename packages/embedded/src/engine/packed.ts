import type { BusEntry } from "@hookyard/core";
import type { Acknowledgement, EntryStatus } from "./engine.ts";
import type { Publication } from "./publisher.ts";

/**
 * A publication as it crosses to the engine's thread: what the database needs, as a flat list. An object with its
 * property names costs the two threads some 8 µs an event to write and to read, a list about 3.
 */
export type PackedPublication = readonly [request: number, ...entries: readonly PackedEntry[]];

type PackedEntry = readonly [
  id: string,
  source: string,
  type: string,
  subject: string | undefined,
  provider: string,
  providertype: string,
  providerid: string,
  digest: string,
  horizonSeconds: number,
  text: string,
  consumers: readonly string[],
  volatile: readonly string[] | undefined,
  mismatch: BusEntry["mismatch"],
  request: string | undefined,
];

/** An entry as far as the database keeps it beside the text. */
export interface StoredEntry extends Omit<BusEntry, "event"> {
  readonly event: Pick<
    BusEntry["event"],
    "id" | "source" | "type" | "subject" | "provider" | "providertype" | "providerid"
  >;
}

export function pack({ request, entries }: Publication): PackedPublication {
  return [request, ...entries.map(packEntry)];
}

export function unpack([request, ...entries]: PackedPublication): {
  readonly request: number;
  readonly entries: readonly StoredEntry[];
} {
  return { request, entries: entries.map(unpackEntry) };
}

function packEntry({
  event,
  digest,
  horizonSeconds,
  text,
  consumers,
  volatile,
  mismatch,
  request,
}: BusEntry): PackedEntry {
  const { id, source, type, subject, provider, providertype, providerid } = event;
  return [
    id,
    source,
    type,
    subject,
    provider,
    providertype,
    providerid,
    digest,
    horizonSeconds,
    text,
    consumers,
    volatile,
    mismatch,
    request,
  ];
}

function unpackEntry(packed: PackedEntry): StoredEntry {
  const [
    id,
    source,
    type,
    subject,
    provider,
    providertype,
    providerid,
    digest,
    horizonSeconds,
    text,
    consumers,
    volatile,
    mismatch,
    request,
  ] = packed;
  return {
    event: {
      id,
      source,
      type,
      provider,
      providertype,
      providerid,
      ...(subject !== undefined && { subject }),
    },
    digest,
    horizonSeconds,
    text,
    consumers,
    ...(volatile !== undefined && { volatile }),
    ...(mismatch !== undefined && { mismatch }),
    ...(request !== undefined && { request }),
  };
}

/** Acknowledgements as they cross back: the number of each request, and what became of its event, or of its events. */
export type PackedAcknowledgements = readonly (number | EntryStatus | readonly EntryStatus[])[];

export function packAcknowledgements(batch: readonly Acknowledgement[]): PackedAcknowledgements {
  const packed: (number | EntryStatus | readonly EntryStatus[])[] = [];
  for (const { request, statuses } of batch) {
    const [only] = statuses;
    packed.push(request, statuses.length === 1 && only !== undefined ? only : statuses);
  }
  return packed;
}

export function unpackAcknowledgements(packed: PackedAcknowledgements): Acknowledgement[] {
  const batch: Acknowledgement[] = [];
  for (let at = 0; at < packed.length; at += 2) {
    // safe: only `packAcknowledgements` makes them
    const request = packed[at] as number;
    const statuses = packed[at + 1] as EntryStatus | readonly EntryStatus[];
    batch.push({ request, statuses: typeof statuses === "string" ? [statuses] : statuses });
  }
  return batch;
}
