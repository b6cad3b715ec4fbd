import { type Item, text } from "../table/item.ts";

/** How much of what was refused is kept: a flood of bad requests must cost next to nothing. */
export const refusedLimits = {
  /** Requests of one source that are kept in a minute; the rest is only counted. */
  perMinute: 60,
  ageSeconds: 7 * 86_400,
  /** Headers and URL together; a request with more is listed, and not kept whole. */
  maxHeaderBytes: 24 * 1024,
} as const;

/**
 * Where requests of one source are kept, by the size of their bodies: so many places, used one after the other, so that
 * the oldest gives way. A larger body than the last ring takes is listed, and not kept.
 */
export const rings = [
  { name: "s", places: 500, maxBodyBytes: 64 * 1024 },
  { name: "l", places: 32, maxBodyBytes: 320 * 1024 },
] as const;

export type Ring = (typeof rings)[number];

/** A request that was kept: the `number`-th of its source in that ring. */
export interface RefusedPlace {
  readonly source: string;
  readonly ring: Ring;
  readonly number: number;
}

/** The partition of a source's refused requests. */
export function refusedPartition(source: string): string {
  return `R#${source}`;
}

/** What the sort keys of the requests begin with, and those of their bodies. */
export const requestPrefix = "M#";
const bodyPrefix = "B#";

export function requestKey(place: RefusedPlace): Item {
  return { pk: text(refusedPartition(place.source)), sk: text(`${requestPrefix}${slot(place)}`) };
}

export function bodyKey(place: RefusedPlace): Item {
  return { pk: text(refusedPartition(place.source)), sk: text(`${bodyPrefix}${slot(place)}`) };
}

/** Counts what was kept in a ring. */
export function ringKey(source: string, { name }: Ring): Item {
  return { pk: text(refusedPartition(source)), sk: text(`N#${name}`) };
}

/** Counts what came in a minute; `time` is RFC 3339. */
export function minuteKey(source: string, time: string): Item {
  return { pk: text(refusedPartition(source)), sk: text(`T#${time.slice(0, "2026-11-21T00:00".length)}`) };
}

/** `ref_s12_stripe`. */
export function refusedId({ source, ring, number }: RefusedPlace): string {
  return `ref_${ring.name}${number}_${source}`;
}

/** Reads an id back; `undefined` for one of another form. */
export function readRefusedId(id: string): RefusedPlace | undefined {
  const [, name, number, source] = /^ref_([a-z])(\d{1,15})_([a-z0-9-]+)$/.exec(id) ?? [];
  const ring = rings.find((one) => one.name === name);
  return ring === undefined || source === undefined ? undefined : { source, ring, number: Number(number) };
}

function slot({ ring, number }: RefusedPlace): string {
  return `${ring.name}${String(number % ring.places).padStart(3, "0")}`;
}
