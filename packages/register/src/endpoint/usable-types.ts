import type { ConsumerDefinition, JsonObject, Router, SourceDefinition } from "@hookyard/core";
import { compilePattern, matches } from "@hookyard/core";
import { dataSchemaOf, isDomainType } from "@hookyard/core/domain/catalog";
import { closedAttributes, type EventOutline } from "@hookyard/core/router/wanted";
import { typePattern, type TypePattern } from "@hookyard/core/router/type-pattern";
import { producedBy } from "@hookyard/core/router/produced";

/** Which of a provider's own types the consumers of a router can use from one source. */
export interface UsableTypes {
  /** Types that become a wanted domain event, or are wanted as they are. */
  readonly types: ReadonlySet<string>;
  /** Beginnings of types that are wanted as they are: `invoice.` of `stripe.invoice.*`. */
  readonly prefixes: ReadonlySet<string>;
  /** Some consumer takes whatever comes. */
  readonly everything: boolean;
}

type Outline = EventOutline & { readonly providertype?: string };

/** Works it out from the router: each type of the provider, through its mapping, against each consumer's pattern. */
export function usableTypes(router: Router, source: SourceDefinition): UsableTypes {
  const types = new Set<string>();
  const prefixes = new Set<string>();
  let everything = false;
  const produced = producedBy([source]);
  for (const consumer of Object.values(router.consumers)) {
    const accepts = acceptanceOf(consumer);
    for (const type of Object.keys(source.provider.domain)) {
      const rows = produced.rowsOf(source.provider.id, type);
      const outlines = rows.map((row) => domainOutline(source, type, row.type));
      if (outlines.some(accepts)) types.add(type);
    }
    for (const entry of consumer.on.map(typePattern)) {
      const own = ownTypes(entry, source.provider.id);
      if (own === undefined || !accepts(passthroughOutline(source, own))) continue;
      const only = exactTypes(consumer);
      if (only !== undefined) for (const type of only) types.add(type);
      else if (own.kind === "every") everything = true;
      else if (own.kind === "prefix") prefixes.add(own.prefix);
      else types.add(own.type);
    }
  }
  return { types, prefixes, everything };
}

/** What an entry of `on` asks of the provider's own types: without the provider's id in front. */
function ownTypes(entry: TypePattern, provider: string): TypePattern | undefined {
  const front = `${provider}.`;
  switch (entry.kind) {
    case "every":
      return entry;
    case "prefix":
      if (entry.prefix === front) return { kind: "every" };
      return entry.prefix.startsWith(front)
        ? { kind: "prefix", prefix: entry.prefix.slice(front.length) }
        : undefined;
    case "exact":
      return entry.type.startsWith(front)
        ? { kind: "exact", type: entry.type.slice(front.length) }
        : undefined;
  }
}

function domainOutline(source: SourceDefinition, providertype: string, type: string): Outline {
  return {
    ...base(source),
    type,
    providertype,
    ...(isDomainType(type) && { dataschema: dataSchemaOf(type) }),
  };
}

/** What is known of an event that stays as it is; where its type is open, the first that `on` allows. */
function passthroughOutline(source: SourceDefinition, own: TypePattern): Outline {
  const { id } = source.provider;
  switch (own.kind) {
    case "every":
      return base(source);
    case "prefix":
      return base(source);
    case "exact":
      return { ...base(source), type: `${id}.${own.type}`, providertype: own.type };
  }
}

function base({ name, provider }: SourceDefinition): Outline {
  return {
    specversion: "1.0",
    datacontenttype: "application/json",
    source: `/webhooks/${name}`,
    provider: provider.id,
  };
}

/**
 * Whether a consumer could take an event of which only the attributes are known. Only what follows from them is asked:
 * a pattern on the data, or an `$or`, may or may not match.
 */
function acceptanceOf({ pattern }: ConsumerDefinition): (outline: Outline) => boolean {
  return (outline) => {
    const asked = Object.entries(pattern).filter(
      ([key]) => attributes.has(key) && Object.hasOwn(outline, key),
    );
    if (asked.length === 0) return true;
    return matches(compilePattern(Object.fromEntries(asked) as JsonObject), outline); // safe: a part of a pattern
  };
}

const attributes: ReadonlySet<string> = new Set([...closedAttributes, "providertype"]);

/** The provider's types, where a consumer names each of them in `where`. */
function exactTypes({ where }: ConsumerDefinition): readonly string[] | undefined {
  const given = where?.["providertype"];
  if (!Array.isArray(given)) return undefined;
  const texts = given.filter((each): each is string => typeof each === "string");
  return texts.length === given.length ? texts : undefined;
}
