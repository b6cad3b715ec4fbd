import type { Json, JsonObject } from "../event.ts";
import { compilePattern, matches } from "../pattern/index.ts";
import { dataProblems } from "./check-data.ts";
import { eventAttributes } from "./consumer-spec.ts";
import { didYouMean, nearest } from "./did-you-mean.ts";
import type { RouterProblem } from "./problem.ts";
import { closedAttributes, type EventOutline, type Wanted } from "./wanted.ts";

/**
 * Why a pattern that is well formed can match nothing, or has a part that cannot: attributes that events do not have,
 * sources, providers and types that do not occur, fields that no schema knows.
 */
export function whereProblems(where: JsonObject, wanted: Wanted, path: string): readonly RouterProblem[] {
  const problems = [...attributeProblems(where, wanted, path, false), ...dataProblems(where, wanted, path)];
  return problems.length > 0 ? problems : togetherProblems(where, wanted, path);
}

function attributeProblems(where: JsonObject, wanted: Wanted, path: string, inOr: boolean): RouterProblem[] {
  return Object.entries(where).flatMap(([key, value]) => {
    const at = `${path}.${key}`;
    if (key === "$or") {
      return branches(value).flatMap((branch, index) =>
        attributeProblems(branch, wanted, `${at}[${index}]`, true),
      );
    }
    const attribute = key.split(".")[0] ?? "";
    if (attribute === "data") return [];
    if (!eventAttributes.includes(key)) return [{ path: at, message: unknownAttribute(key, wanted) }];
    if (key === "type") {
      const message = typeProblem(wanted, inOr);
      if (message !== undefined) return [{ path: at, message }];
    }
    return isClosed(key) ? valueProblems(key, value, wanted, at) : [];
  });
}

function unknownAttribute(key: string, { domainTypes }: Wanted): string {
  const isField =
    domainTypes.size > 0 &&
    dataProblems({ data: { [key]: [{ exists: true }] } }, { domainTypes }, "").length === 0;
  if (isField) return `${JSON.stringify(key)} is a field of the data: write { data: { ${key}: … } }`;
  return `${JSON.stringify(key)} is no field of an event.${didYouMean(key, eventAttributes)} An event has ${eventAttributes.join(", ")}`;
}

/** EventBridge reads one list for each field, so a `type` here must be worked into the one that `on` makes. */
function typeProblem(wanted: Wanted, inOr: boolean): string | undefined {
  if (wanted.everything) return undefined;
  if (inOr) return 'type cannot stand in $or beside `on`: name the types in `on`, or write on: ["*"]';
  if (wanted.passthroughFrom.size === 0) return undefined;
  const ids = [...wanted.passthroughFrom].join(", ");
  return `type cannot narrow a provider's own types (${ids}) that \`on\` names: match providertype in its place`;
}

function valueProblems(
  attribute: (typeof closedAttributes)[number],
  value: Json | undefined,
  wanted: Wanted,
  path: string,
): RouterProblem[] {
  if (!Array.isArray(value))
    return [{ path, message: `${attribute} is text and has no fields inside: write a list` }];
  // Where every type is wanted, a passthrough type that we cannot know may match.
  if (wanted.everything && (attribute === "type" || attribute === "dataschema")) return [];
  return value.flatMap((element: Json, index) => {
    const pattern = compilePattern({ [attribute]: [element] });
    if (wanted.outlines.some((outline) => matches(pattern, outline))) return [];
    return [{ path: `${path}[${index}]`, message: neverMatches(attribute, element, wanted.outlines) }];
  });
}

function neverMatches(
  attribute: (typeof closedAttributes)[number],
  element: Json,
  outlines: readonly EventOutline[],
): string {
  const possible = [...new Set(outlines.map((outline) => outline[attribute]))].filter(
    (value) => value !== undefined,
  );
  const written = JSON.stringify(element).slice(0, 100);
  const wordMeant =
    typeof element === "string"
      ? nearest(element.replace(/^\/?(?:webhooks\/)?/, ""), lastParts(possible))
      : undefined;
  const meant = possible.find((value) => value === wordMeant || value === `/webhooks/${wordMeant}`);
  const guess = meant === undefined ? "" : ` Did you mean ${JSON.stringify(meant)}?`;
  return `${written} can match nothing here.${guess} With this \`on\`, ${attribute} is one of ${possible.join(", ")}`;
}

function lastParts(values: readonly string[]): readonly string[] {
  return values.map((value) => value.replace("/webhooks/", ""));
}

/** Each part may match something, and still no event all of them. */
function togetherProblems(where: JsonObject, wanted: Wanted, path: string): RouterProblem[] {
  return alternatives(where).flatMap((alternative) => {
    const known = Object.entries(alternative).filter(
      ([key]) => isClosed(key) && !(wanted.everything && key !== "source" && key !== "provider"),
    );
    if (known.length < 2) return [];
    const pattern = compilePattern(Object.fromEntries(known));
    if (wanted.outlines.some((outline) => matches(pattern, outline))) return [];
    const names = known.map(([key]) => key).join(" and ");
    return [
      { path, message: `${names} can match together nothing that \`on\` wants: no source has them all` },
    ];
  });
}

/** A pattern without `$or` at its top: one for each combination of branches. */
function alternatives({ $or, ...rest }: JsonObject): readonly JsonObject[] {
  if ($or === undefined) return [rest];
  return branches($or).flatMap((branch) => alternatives(branch).map((inner) => ({ ...rest, ...inner })));
}

function branches(value: Json | undefined): readonly JsonObject[] {
  // safe: compilePattern has seen to it that $or is a list of objects
  return (Array.isArray(value) ? value : []) as readonly JsonObject[];
}

function isClosed(key: string): key is (typeof closedAttributes)[number] {
  return (closedAttributes as readonly string[]).includes(key); // safe: only widened, to ask
}
