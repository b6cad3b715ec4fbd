import { type DomainType, isDomainType } from "../domain/catalog.ts";
import type { DomainRow } from "../domain/mapping.ts";
import type { SourceDefinition } from "./router.ts";

/** What the sources of one router can give. */
export interface Produced {
  readonly sources: readonly SourceDefinition[];
  readonly providerIds: ReadonlySet<string>;
  readonly types: ReadonlySet<DomainType>;
  /** The domain types of one source. */
  readonly typesOf: (source: SourceDefinition) => ReadonlySet<DomainType>;
  /** What a provider's own type becomes: its rows, over all sources. */
  readonly rowsOf: (providerId: string, theirType: string) => readonly DomainRow[];
}

/** Reads from the sources' mappings what can come of them. */
export function producedBy(sources: readonly SourceDefinition[]): Produced {
  const bySource = new Map(sources.map((source) => [source, typesFrom(source)]));
  return {
    sources,
    providerIds: new Set(sources.map(({ provider }) => provider.id)),
    types: new Set([...bySource.values()].flatMap((types) => [...types])),
    typesOf: (source) => bySource.get(source) ?? new Set(),
    rowsOf: (providerId, theirType) => {
      const domain = sources.find(({ provider }) => provider.id === providerId)?.provider.domain ?? {};
      return Object.hasOwn(domain, theirType) ? rowList(domain[theirType]) : [];
    },
  };
}

function typesFrom({ provider }: SourceDefinition): ReadonlySet<DomainType> {
  const types = Object.values(provider.domain).flatMap((rows) => rowList(rows).map(({ type }) => type));
  return new Set(types.filter(isDomainType));
}

function rowList(rows: DomainRow | readonly DomainRow[] | undefined): readonly DomainRow[] {
  if (rows === undefined) return [];
  return "data" in rows ? [rows] : rows;
}
