/** What came of looking at one thing of a stage. */
export type Look<Thing> =
  | { readonly kind: "found"; readonly thing: Thing }
  /** AWS says that it does not exist. */
  | { readonly kind: "missing" }
  /** AWS did not say: no permission, no answer. `reason` is for people. */
  | { readonly kind: "unseen"; readonly reason: string };

/** How AWS's services say that something does not exist: each in its own way. */
const missing: ReadonlySet<string> = new Set([
  "ResourceNotFoundException",
  "TableNotFoundException",
  "QueueDoesNotExist",
  "AWS.SimpleQueueService.NonExistentQueue",
  "NonExistentQueue",
  "NotFoundException",
  "NotFound",
]);

/** Looks: a failure is an answer too, since the rest is looked at all the same. */
export async function look<Thing>(ask: () => Promise<Thing>): Promise<Look<Thing>> {
  try {
    return { kind: "found", thing: await ask() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (missing.has(error.name)) return { kind: "missing" };
    return { kind: "unseen", reason: `${error.name}: ${error.message}` };
  }
}

/** What was found; `undefined` when it was not. */
export function found<Thing>(looked: Look<Thing>): Thing | undefined {
  return looked.kind === "found" ? looked.thing : undefined;
}
