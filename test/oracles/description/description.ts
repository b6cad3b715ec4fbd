import type { JsonSchema } from "./undeclared.ts";

/** What may stand for another place of the same description. */
interface Reference {
  readonly $ref?: string;
}

/** A parameter of an operation, as OpenAPI 3 has it and as Swagger 2 has it (where its schema is itself). */
export interface Parameter extends JsonSchema {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>;

interface RequestBody extends Reference {
  readonly required?: boolean;
  readonly content: Content;
}

interface Response extends Reference {
  readonly content?: Content;
  readonly schema?: JsonSchema;
}

/** One method of one path. */
export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: Readonly<Record<string, Response | undefined>>;
}

/** What a provider publishes of its API: OpenAPI 3.0, 3.1 or Swagger 2.0. */
export interface Description {
  readonly servers?: readonly { readonly url: string }[];
  readonly host?: string;
  readonly basePath?: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** An operation that a request is one of, with what its path says. */
export interface Matched {
  readonly operation: Operation;
  /** Its own parameters and its path's. */
  readonly parameters: readonly Parameter[];
  readonly pathValues: Readonly<Record<string, string>>;
}

/** Where the API is, without a slash at the end. */
export function baseOf({ servers, host, basePath }: Description): string {
  const url = servers?.[0]?.url ?? `https://${host ?? ""}${basePath ?? ""}`;
  return url.replace(/\/$/, "");
}

/** The operation of a request; `undefined` where the description knows none. */
export function operationOf(description: Description, method: string, url: URL): Matched | undefined {
  const base = baseOf(description);
  const at = `${url.origin}${url.pathname}`;
  if (!at.startsWith(`${base}/`)) return undefined;
  const path = at.slice(base.length);
  const found = Object.keys(description.paths)
    .filter((template) => patternOf(template).test(path))
    .toSorted((a, b) => a.split("{").length - b.split("{").length) // the one with more words of its own
    .find((template) => method.toLowerCase() in (description.paths[template] ?? {}));
  const item = found === undefined ? undefined : description.paths[found];
  if (found === undefined || item === undefined) return undefined;
  const operation = item[method.toLowerCase()] as Operation; // safe: what OpenAPI has under a method's name
  const shared = (item["parameters"] ?? []) as readonly Parameter[];
  const parameters = [...shared, ...(operation.parameters ?? [])].map((parameter) =>
    resolve(description, parameter),
  );
  const values = patternOf(found).exec(path)?.groups ?? {};
  return {
    operation,
    parameters,
    pathValues: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, decodeURIComponent(value)]),
    ),
  };
}

/** What a reference stands for, itself where it is none. Throws `TypeError` where it leads nowhere. */
export function resolve<Part extends Reference>(description: Description, part: Part): Part {
  const { $ref } = part;
  if ($ref === undefined) return part;
  let at: unknown = description;
  for (const step of $ref.replace(/^#\//, "").split("/")) {
    const name = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof at !== "object" || at === null || !(name in at)) throw new TypeError(`${$ref} leads nowhere`);
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return resolve(description, at as Part); // safe: a reference leads to a thing of its own kind
}

/** The path as a pattern, with a group for each of its parameters. */
function patternOf(template: string): RegExp {
  const parts = template.split(/\{([^}]+)\}/);
  const pattern = parts.map((part, index) =>
    index % 2 === 1
      ? `(?<${part.replaceAll(/\W/g, "_")}>[^/]+)`
      : part.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&"),
  );
  return new RegExp(`^${pattern.join("")}/?$`);
}
