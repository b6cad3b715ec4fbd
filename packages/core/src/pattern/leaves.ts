import { type Field, isRecord, isScalar, type Meter, type Scalar } from "./field.ts";
import { limits } from "./limits.ts";

/** The element of an array through which a leaf is reached, and the arrays around it. */
export interface ArrayPlace {
  readonly array: readonly unknown[];
  readonly index: number;
  readonly outer: ArrayPlace | undefined;
}

/** A value of an event on the way to a path. */
export interface Spot {
  readonly value: unknown;
  /** How many segments of the path lie behind. */
  readonly depth: number;
  /** How many arrays lie around. */
  readonly nesting: number;
}

interface Visit extends Spot {
  readonly place: ArrayPlace | undefined;
}

/** Where a search through a whole event starts. */
export function wholeEvent(event: unknown): Spot {
  return { value: event, depth: 0, nesting: 0 };
}

/**
 * Offers the leaves of one path, from `start` on, until one is accepted; answers whether one
 * was. Each node is visited once and the stack is our own, so neither size nor nesting of an event can hurt.
 *
 * A scalar that lies directly in an array is not tied to its element: event-ruler records membership for the
 * objects and arrays in an array only, so `place` is that of the array itself.
 */
export function someLeaf(
  start: Spot,
  field: Field,
  meter: Meter,
  accepts: (value: Scalar, place: ArrayPlace | undefined) => boolean,
): boolean {
  const stack: Visit[] = [{ ...start, place: undefined }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { value, nesting, place } = visit;
    meter.steps += 1;
    if (isScalar(value)) {
      if (visit.depth === field.segments.length && accepts(value, place)) return true;
    } else if (Array.isArray(value)) {
      if (nesting >= limits.maxEventNesting) continue;
      // `Array.isArray` narrows `unknown` to `any[]`
      const array: readonly unknown[] = value;
      for (let index = array.length - 1; index >= 0; index -= 1) {
        const item = array[index];
        if (!isScalar(item)) {
          const itemPlace = { array, index, outer: place };
          stack.push({ value: item, depth: visit.depth, nesting: nesting + 1, place: itemPlace });
          continue;
        }
        meter.steps += 1;
        if (visit.depth === field.segments.length && accepts(item, place)) return true;
      }
    } else if (isRecord(value)) {
      pushMembers(stack, value, visit, field, meter);
    }
  }
  return false;
}

function pushMembers(
  stack: Visit[],
  object: Readonly<Record<string, unknown>>,
  visit: Visit,
  field: Field,
  meter: Meter,
): void {
  const segment = field.segments[visit.depth];
  if (segment === undefined) return;
  if (Object.hasOwn(object, segment)) {
    stack.push({ ...visit, value: object[segment], depth: visit.depth + 1 });
  }
  if (visit.depth + 1 === field.segments.length) return;
  const offset = field.offsets[visit.depth] ?? 0;
  for (const key of Object.keys(object)) {
    meter.steps += 1;
    if (!key.includes(".") || !field.path.startsWith(key, offset)) continue;
    const end = offset + key.length;
    if (end !== field.path.length && field.path[end] !== ".") continue;
    stack.push({ ...visit, value: object[key], depth: visit.depth + key.split(".").length });
  }
}
