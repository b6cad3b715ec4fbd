import type { Json } from "../event.ts";
import type { Provider } from "../provider.ts";
import { catalog, type DomainType, dataSchemaOf, isDomainType } from "./catalog.ts";
import type { DomainRow, MappingInput } from "./mapping.ts";
import { type Mismatch, mismatchOf, mismatchOfThrown } from "./mismatch.ts";
import { passthroughType } from "./passthrough-type.ts";

/** What an event is called and what it carries, once a provider's words are put into ours. */
export interface Normalised {
  /** The domain type, else `<provider>.<their type>`. */
  readonly type: string;
  /** The domain fields; on a passthrough type nothing, or the mismatch. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The same fields, and `original`: the payload as it came. */
  readonly data: Readonly<Record<string, unknown>> & { readonly original: Json };
  /** Absent on passthrough types. */
  readonly dataschema?: string;
  readonly subject?: string;
  /** The payload should have become a domain event and did not fit: worth recording. It is in `data` too. */
  readonly mismatch?: Mismatch;
}

/**
 * Puts one payload into the words of the domain: finds the provider's row for its type, builds the domain fields,
 * checks them against the type's schema and adds `original`. What has no row, does not fit or makes the mapping throw
 * goes on as the passthrough type. Never throws.
 */
export function normalise(provider: Pick<Provider, "id" | "domain">, input: MappingInput): Normalised {
  const rows = Object.hasOwn(provider.domain, input.identity.type)
    ? provider.domain[input.identity.type]
    : undefined;
  if (rows === undefined) return passthrough(provider, input);

  let row: DomainRow | undefined;
  try {
    row = firstThatApplies(rows, input);
    if (row === undefined) return passthrough(provider, input);
    return applied(row, provider, input);
  } catch (error) {
    const type = row?.type ?? firstOf(rows)?.type ?? input.identity.type;
    return passthrough(provider, input, mismatchOfThrown(type, error));
  }
}

function applied(row: DomainRow, provider: Pick<Provider, "id" | "domain">, input: MappingInput): Normalised {
  if (!isDomainType(row.type)) {
    const message = "is not in the catalog of domain types";
    return passthrough(provider, input, { type: row.type, issues: [{ path: "", message }] });
  }
  const result = validatorOf(row.type)(withoutEmpty(row.data(input)));
  if (result instanceof Promise) throw new TypeError("a domain schema must be synchronous");
  if (result.issues !== undefined) {
    return passthrough(provider, input, mismatchOf(row.type, result.issues));
  }

  const subject = entityOf(row.subject?.(input) ?? input.identity.subject);
  const { type } = row;
  const fields = result.value as Normalised["fields"]; // safe: the data of every domain type is an object of fields
  const data = { ...fields, original: input.payload };
  const dataschema = dataSchemaOf(type);
  return subject === undefined
    ? { type, fields, data, dataschema }
    : { type, fields, data, dataschema, subject };
}

function passthrough(
  provider: Pick<Provider, "id">,
  { payload, identity }: MappingInput,
  mismatch?: Mismatch,
): Normalised {
  const fields = mismatch === undefined ? {} : { mismatch };
  const subject = entityOf(identity.subject);
  return {
    type: passthroughType(provider.id, identity.type),
    fields,
    data: { ...fields, original: payload },
    ...(subject !== undefined && { subject }),
    ...(mismatch !== undefined && { mismatch }),
  };
}

/** CloudEvents takes no empty subject. */
function entityOf(subject: string | undefined): string | undefined {
  return subject === "" ? undefined : subject;
}

function firstThatApplies(
  rows: DomainRow | readonly DomainRow[],
  input: MappingInput,
): DomainRow | undefined {
  const list: readonly DomainRow[] = "data" in rows ? [rows] : rows;
  return list.find((row) => row.when === undefined || row.when(input));
}

function firstOf(rows: DomainRow | readonly DomainRow[]): DomainRow | undefined {
  return "data" in rows ? rows : rows[0];
}

/**
 * A mapping writes down what it finds; fields that the provider left empty are absent in the event. What has none comes
 * back as it is, which is most of what a mapping takes over whole (metadata).
 */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null || !hasEmpty(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined || field === null) continue;
    // __proto__ would be a setter here; no schema names it
    if (key !== "__proto__") kept[key] = typeof field === "object" ? withoutEmpty(field) : field;
  }
  return kept;
}

/** Whether something in it has to be left out, or could have to be further inside. */
function hasEmpty(value: object): boolean {
  for (const key in value) {
    const field = (value as Readonly<Record<string, unknown>>)[key]; // safe: only looked at
    if (field === undefined || field === null || typeof field === "object" || key === "__proto__")
      return true;
  }
  return false;
}

type Validate = (typeof catalog)[DomainType]["schema"]["~standard"]["validate"];

/** `~standard` is a getter that makes a new object each time it is asked: ask once for each type. */
const validators = new Map<DomainType, Validate>();

function validatorOf(type: DomainType): Validate {
  const known = validators.get(type);
  if (known !== undefined) return known;
  const { validate } = catalog[type].schema["~standard"];
  validators.set(type, validate);
  return validate;
}
