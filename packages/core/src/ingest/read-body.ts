import type { IncomingMessage } from "node:http";
import type { ByteBudget } from "./byte-budget.ts";

export type BodyResult =
  | { readonly kind: "body"; readonly body: Uint8Array }
  | { readonly kind: "too_large" }
  | { readonly kind: "timeout" }
  /** All requests together hold as much as they may. */
  | { readonly kind: "overloaded" }
  /** The sender went away before the end. */
  | { readonly kind: "aborted" };

export interface BodyLimits {
  readonly maxBytes: number;
  /** Milliseconds from the headers to the last byte. */
  readonly timeoutMilliseconds: number;
  /** The bytes of a body that was read stay taken: the caller gives them back when it has let go of the body. */
  readonly budget: ByteBudget;
}

const empty = new Uint8Array(0);

/** Reads a body's bytes from a Fetch `Request`, within the limits. Never rejects. */
export async function readRequestBody(request: Request, limits: BodyLimits): Promise<BodyResult> {
  if (declaredLength(request.headers.get("content-length")) > limits.maxBytes) return { kind: "too_large" };
  if (request.body === null) return { kind: "body", body: empty };
  const reader = request.body.getReader();
  const { promise: expired, resolve: expire } = Promise.withResolvers<"timeout">();
  const timer = setTimeout(() => expire("timeout"), limits.timeoutMilliseconds);
  const chunks: Uint8Array[] = [];
  let size = 0;
  let isRead = false;
  try {
    while (true) {
      const step = await Promise.race([reader.read(), expired]);
      if (step === "timeout") return { kind: "timeout" };
      if (step.done) {
        isRead = true;
        return { kind: "body", body: join(chunks) };
      }
      if (size + step.value.byteLength > limits.maxBytes) return { kind: "too_large" };
      if (!limits.budget.take(step.value.byteLength)) return { kind: "overloaded" };
      size += step.value.byteLength;
      chunks.push(step.value);
    }
  } catch {
    return { kind: "aborted" }; // a stream that errors is a sender that went away
  } finally {
    clearTimeout(timer);
    if (!isRead) limits.budget.give(size);
    reader.cancel().catch(() => undefined); // already ended or already broken: either way nothing is left to read
  }
}

/**
 * Reads a body's bytes straight from Node's request, within the limits: about 10 µs less a request than through a
 * Fetch body. Never rejects.
 */
export function readIncomingBody(incoming: IncomingMessage, limits: BodyLimits): Promise<BodyResult> {
  const declared = declaredLength(incoming.headers["content-length"]);
  if (declared > limits.maxBytes) return Promise.resolve({ kind: "too_large" });
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    let isEnded = false;
    let timer: NodeJS.Timeout | undefined;
    const end = (result: BodyResult): void => {
      if (isEnded) return;
      isEnded = true;
      clearTimeout(timer);
      if (result.kind !== "body") {
        incoming.removeListener("data", onData).removeListener("end", onEnd).removeListener("close", onClose);
        limits.budget.give(size);
      }
      resolve(result);
    };
    const onData = (chunk: Uint8Array): void => {
      if (size + chunk.byteLength > limits.maxBytes) return end({ kind: "too_large" });
      if (!limits.budget.take(chunk.byteLength)) return end({ kind: "overloaded" });
      size += chunk.byteLength;
      chunks.push(chunk);
    };
    const onEnd = (): void => end({ kind: "body", body: join(chunks) });
    const onClose = (): void => end({ kind: "aborted" });
    incoming.on("data", onData).on("end", onEnd).on("close", onClose);
    // Most bodies come with their headers: only one that is still on its way is given a time.
    queueMicrotask(() => {
      if (isEnded || incoming.complete) return;
      timer = setTimeout(() => end({ kind: "timeout" }), limits.timeoutMilliseconds);
    });
    // Without a listener an `error` (the connection was cut) would end the process; `close` follows it.
    if (incoming.listenerCount("error") === 0) incoming.on("error", () => undefined);
  });
}

/** Bytes that the sender announces, or 0 where it announces none (chunked). */
function declaredLength(header: string | null | undefined): number {
  const length = Number(header ?? 0);
  return Number.isFinite(length) ? length : 0;
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (first === undefined) return empty;
  return chunks.length === 1 ? first : Buffer.concat(chunks);
}
