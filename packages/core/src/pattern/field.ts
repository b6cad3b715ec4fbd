/** What a leaf of an event can hold. Objects and arrays are never leaves. */
export type Scalar = string | number | boolean | null;

/** Counts the work done for one event, so that tests can show its growth without a clock. */
export interface Meter {
  steps: number;
}

/** One value of a pattern's list, ready to be applied to a leaf. */
export interface Matcher {
  /** For people, such as `prefix "us-"`. */
  readonly describe: string;
  readonly matches: (value: Scalar, meter: Meter) => boolean;
}

/** One path of a pattern with its list of values, any of which may match. */
export interface Field {
  /** The dotted path. `{"a.b": …}` and `{"a": {"b": …}}` are one path. */
  readonly path: string;
  readonly segments: readonly string[];
  /** Where each segment starts in `path`. */
  readonly offsets: readonly number[];
  readonly matchers: readonly Matcher[];
  /** The list holds `{"exists": false}`. */
  readonly allowsAbsent: boolean;
  /** Position in {@link CompiledPattern.fields}. */
  readonly index: number;
}

/** Whether a value is a leaf. */
export function isScalar(value: unknown): value is Scalar {
  return (
    value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
  );
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether any value of the field's list accepts this leaf. */
export function fieldAccepts(field: Field, value: Scalar, meter: Meter): boolean {
  return field.matchers.some((matcher) => matcher.matches(value, meter));
}
