import { type DomainType, dataSchemaOf, domainTypes } from "../domain/catalog.ts";
import type { Produced } from "./produced.ts";
import type { SourceDefinition } from "./router.ts";
import { hasType, type TypePattern } from "./type-pattern.ts";

/** What the entries of one `on` can be given by the sources. */
export interface Wanted {
  /** The domain types, of those that the sources give. */
  readonly domainTypes: ReadonlySet<DomainType>;
  /** `*`: everything, passthrough types too. */
  readonly everything: boolean;
  /** The providers whose own types are wanted. */
  readonly passthroughFrom: ReadonlySet<string>;
  /** One event for each source and type, as far as its attributes are known beforehand. */
  readonly outlines: readonly EventOutline[];
}

/** The attributes of an event that follow from its source and type. A passthrough outline leaves its type open. */
export interface EventOutline {
  readonly specversion: "1.0";
  readonly datacontenttype: "application/json";
  readonly source: string;
  readonly provider: string;
  readonly type?: string;
  readonly dataschema?: string;
}

/** The attributes that an outline knows. */
export const closedAttributes = [
  "specversion",
  "datacontenttype",
  "source",
  "provider",
  "type",
  "dataschema",
] as const satisfies readonly (keyof EventOutline)[];

/** Works out what a consumer's `on` can be given. */
export function wantedBy(on: readonly TypePattern[], produced: Produced): Wanted {
  const everything = on.some(({ kind }) => kind === "every");
  const isWanted = (type: string) => on.some((pattern) => hasType(pattern, type));
  const passthroughFrom = new Set(
    [...produced.providerIds].filter((id) => everything || on.some((pattern) => isOf(pattern, id))),
  );
  return {
    domainTypes: new Set(domainTypes.filter((type) => produced.types.has(type) && isWanted(type))),
    everything,
    passthroughFrom,
    outlines: produced.sources.flatMap((source) => [
      ...[...produced.typesOf(source)].filter(isWanted).map((type) => domainOutline(source, type)),
      ...(passthroughFrom.has(source.provider.id) ? [outline(source)] : []),
    ]),
  };
}

function isOf(pattern: TypePattern, providerId: string): boolean {
  switch (pattern.kind) {
    case "every":
      return true;
    case "prefix":
      return pattern.prefix.startsWith(`${providerId}.`);
    case "exact":
      return pattern.type.startsWith(`${providerId}.`);
  }
}

function outline({ name, provider }: SourceDefinition): EventOutline {
  return {
    specversion: "1.0",
    datacontenttype: "application/json",
    source: `/webhooks/${name}`,
    provider: provider.id,
  };
}

function domainOutline(source: SourceDefinition, type: DomainType): EventOutline {
  return { ...outline(source), type, dataschema: dataSchemaOf(type) };
}
