import { fieldAt } from "../body/field.ts";
import type { Json } from "../event.ts";
import type { RetryCount } from "../provider.ts";

/** Whether a header of the request says that it was sent before. False where the provider says it elsewhere, or nowhere. */
export function headerSaysRetry(
  count: RetryCount | undefined,
  header: (name: string) => string | undefined,
): boolean {
  return count !== undefined && "header" in count && Number(header(count.header)) >= count.from;
}

/** Whether any event of the request says so itself: one that fails has its whole batch sent again. */
export function bodySaysRetry(count: RetryCount | undefined, payloads: readonly Json[]): boolean {
  if (count === undefined || !("field" in count)) return false;
  return payloads.some((payload) => Number(fieldAt(payload, count.field)) >= count.from);
}
