import type { RefusedExplanation, WebhookRequest } from "@hookyard/core";
import { headerPairs } from "@hookyard/core/webhook-request";
import type { NewRefusedRequest } from "../database/refused-requests.ts";
import type { Admission } from "./admission.ts";
import type { DoorRefusal, Examination, RefusedRequest } from "./examination.ts";
import { refusedLimits } from "./limits.ts";

/** What became known of a refused request. */
export interface KeptRefusal {
  readonly explanation: RefusedExplanation;
  /** Absent where it could not be kept. */
  readonly id?: string;
}

/** Takes refused requests off the door's hands: has them explained and kept, beside the event loop. */
export interface Keeper {
  /**
   * Whether it is looked into; then `told` is called once, with `undefined` where that failed. Not every request is:
   * the rate and what is under way are bounded.
   */
  offer(offered: OfferedRefusal, told: (kept: KeptRefusal | undefined) => void): boolean;
  /** Resolves when what was taken is explained and kept, or after `graceMilliseconds`. Nothing more is taken. */
  close(graceMilliseconds: number): Promise<void>;
}

export interface OfferedRefusal extends DoorRefusal {
  readonly source: string;
  readonly request: WebhookRequest;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface KeeperOptions {
  readonly examination: Pick<Examination, "explain">;
  readonly admission: Admission;
  /** Resolves with the id under which it is kept. */
  readonly save: (refused: NewRefusedRequest) => Promise<string>;
}

export function createKeeper({ examination, admission, save }: KeeperOptions): Keeper {
  const pending = new Set<Promise<void>>();
  let pendingBytes = 0;
  let isClosed = false;

  const look = async (
    { source, code, reason, detail, request, receivedAt }: OfferedRefusal,
    told: (kept: KeptRefusal | undefined) => void,
  ): Promise<void> => {
    const { method, url, body } = request;
    const crossing: RefusedRequest = {
      source,
      receivedAt,
      method,
      url,
      headers: headerPairs(request.headers),
      body,
    };
    let kept: KeptRefusal | undefined;
    try {
      const { explanation, headers } = await examination.explain(crossing, {
        code,
        reason,
        ...(detail !== undefined && { detail }),
      });
      kept = { explanation };
      const whole = body.byteLength <= refusedLimits.maxBodyBytes;
      const id = await save({
        source,
        receivedAt,
        method,
        url,
        headers,
        code,
        reason,
        explanation,
        bytes: body.byteLength,
        ...(whole && { body }),
      });
      kept = { explanation, id };
    } catch {
      // Kept or not, explained or not: the request was refused all the same, and is counted and logged.
    }
    told(kept);
  };

  return {
    offer(offered, told) {
      const bytes = offered.request.body.byteLength;
      if (isClosed || pending.size >= refusedLimits.maxPending) return false;
      if (pendingBytes + bytes > refusedLimits.maxPendingBytes || !admission.admit(offered.source))
        return false;
      pendingBytes += bytes;
      const work = look(offered, told).finally(() => {
        pendingBytes -= bytes;
        pending.delete(work);
      });
      pending.add(work);
      return true;
    },
    async close(graceMilliseconds) {
      isClosed = true;
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, graceMilliseconds);
      await Promise.race([Promise.allSettled(pending), late]);
      clearTimeout(timer);
    },
  };
}
