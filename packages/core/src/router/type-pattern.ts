/** One entry of `on`, taken apart. */
export type TypePattern =
  | { readonly kind: "every" }
  /** `payment.*`, `stripe.*`; `prefix` ends on the dot. */
  | { readonly kind: "prefix"; readonly prefix: string }
  | { readonly kind: "exact"; readonly type: string };

/** Takes one entry of `on` apart. */
export function typePattern(entry: string): TypePattern {
  if (entry === "*") return { kind: "every" };
  if (entry.endsWith(".*")) return { kind: "prefix", prefix: entry.slice(0, -1) };
  return { kind: "exact", type: entry };
}

/** Whether an event of this type is wanted. */
export function hasType(pattern: TypePattern, type: string): boolean {
  switch (pattern.kind) {
    case "every":
      return true;
    case "prefix":
      return type.startsWith(pattern.prefix);
    case "exact":
      return type === pattern.type;
  }
}
