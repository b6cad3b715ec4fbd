import { isDomainType } from "../domain/catalog.ts";
import { passthroughType } from "../domain/passthrough-type.ts";
import { didYouMean, nearest } from "./did-you-mean.ts";
import type { Produced } from "./produced.ts";
import { families, familyOf } from "./families.ts";
import { whoCouldGive } from "./producers.ts";
import { typePattern } from "./type-pattern.ts";

/** What is wrong with one entry of `on`, or `undefined`. */
export function onProblem(entry: unknown, produced: Produced): string | undefined {
  if (typeof entry !== "string" || entry === "") return 'is not a type: write one as "payment.succeeded"';
  const pattern = typePattern(entry);
  switch (pattern.kind) {
    case "every":
      return undefined;
    case "prefix":
      return prefixProblem(entry, pattern.prefix, produced);
    case "exact":
      return entry.includes("*")
        ? `is ${quote(entry)}: a * stands alone or at the end after a dot, as "payment.*". For more write a pattern on providertype in \`where\``
        : exactProblem(entry, produced);
  }
}

function prefixProblem(entry: string, prefix: string, produced: Produced): string | undefined {
  if (produced.providerIds.has(familyOf(prefix))) return undefined;
  if ([...produced.types].some((type) => type.startsWith(prefix))) return undefined;
  const family = prefix.slice(0, -1);
  if (families().includes(family)) {
    return `is ${quote(entry)}, which no source of this router gives. ${whoCouldGive(family)}`;
  }
  const known = [...new Set([...produced.types].map(familyOf)), ...produced.providerIds].map(
    (name) => `${name}.*`,
  );
  return `is ${quote(entry)}, which matches no type.${didYouMean(entry, known)} This router has ${known.join(", ")}`;
}

function exactProblem(entry: string, produced: Produced): string | undefined {
  if (isDomainType(entry)) {
    if (produced.types.has(entry)) return undefined;
    return `is ${quote(entry)}, which no source of this router gives. ${whoCouldGive(familyOf(entry))}`;
  }
  const providerId = familyOf(entry);
  if (produced.providerIds.has(providerId)) return passthroughProblem(entry, providerId, produced);

  const theirs = [...produced.providerIds].find((id) => produced.rowsOf(id, entry).length > 0);
  if (theirs !== undefined) {
    return `is ${quote(entry)}, ${theirs}'s own name. ${arrivesAs(theirs, entry, produced)}`;
  }
  const meant = nearest(providerId, produced.providerIds);
  const known = [
    ...produced.types,
    ...(meant === undefined ? [] : [`${meant}${entry.slice(providerId.length)}`]),
  ];
  const guess = didYouMean(entry, known);
  const hint =
    guess === "" ? ` A provider's own type is written with its id, as "stripe.topup.failed".` : guess;
  return `is ${quote(entry)}, which is no type that a source of this router gives.${hint}`;
}

function passthroughProblem(entry: string, providerId: string, produced: Produced): string | undefined {
  const theirType = entry.slice(providerId.length + 1);
  if (theirType === "") return `is ${quote(entry)}: write "${providerId}.*" for all of its own types`;
  const arrives = passthroughType(providerId, theirType);
  if (arrives !== entry) return `is ${quote(entry)}, which arrives as ${quote(arrives)}: write that`;
  // Rows that all have a condition may leave something for the passthrough type.
  const isAlwaysMapped = produced.rowsOf(providerId, theirType).some(({ when }) => when === undefined);
  return isAlwaysMapped ? `is ${quote(entry)}. ${arrivesAs(providerId, theirType, produced)}` : undefined;
}

function arrivesAs(providerId: string, theirType: string, produced: Produced): string {
  const types = [...new Set(produced.rowsOf(providerId, theirType).map(({ type }) => quote(type)))];
  return `It arrives as ${types.join(" or ")}: write that, or match providertype in \`where\``;
}

function quote(value: string): string {
  return JSON.stringify(value.length > 140 ? `${value.slice(0, 139)}…` : value);
}
