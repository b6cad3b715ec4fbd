import { headerPairs } from "@hookyard/core";
import type { Keeper, KeptRefusal, OfferedRefusal } from "../refused/keeper.ts";

/** A keeper that is in another thread. */
export interface RemoteKeeper extends Pick<Keeper, "offer"> {
  /** Passes on what became of the offered request with this number. */
  told(number: number, kept: KeptRefusal | undefined): void;
  /** Resolves when everything that was offered is told. */
  settled(): Promise<void>;
}

/** Refused requests on their way to the other thread, and their bodies' bytes, at most. */
const maxOnTheWay = 64;
const maxBytesOnTheWay = 16 * 1024 ** 2;

/** Offers refused requests to the keeper in another thread; `send` carries them there. */
export function createRemoteKeeper(send: (number: number, offered: OfferedRefusal) => void): RemoteKeeper {
  const onTheWay = new Map<
    number,
    { readonly bytes: number; readonly told: (kept: KeptRefusal | undefined) => void }
  >();
  let bytesOnTheWay = 0;
  let next = 1;
  const everythingTold = (): void => {
    if (onTheWay.size === 0) for (const resolve of waiting.splice(0)) resolve();
  };
  const waiting: (() => void)[] = [];
  return {
    offer(offered, told) {
      const bytes = offered.request.body.byteLength;
      if (onTheWay.size >= maxOnTheWay || bytesOnTheWay + bytes > maxBytesOnTheWay) return false;
      bytesOnTheWay += bytes;
      const number = next++;
      onTheWay.set(number, { bytes, told });
      send(number, crossing(offered));
      return true;
    },
    told(number, kept) {
      const offered = onTheWay.get(number);
      if (offered === undefined) return;
      onTheWay.delete(number);
      bytesOnTheWay -= offered.bytes;
      offered.told(kept);
      everythingTold();
    },
    settled() {
      return new Promise((resolve) => {
        waiting.push(resolve);
        everythingTold();
      });
    },
  };
}

/** A body is often a view of a larger buffer, all of which would cross with it. */
function crossing(offered: OfferedRefusal): OfferedRefusal {
  const { method, url, headers, body } = offered.request;
  return { ...offered, request: { method, url, headers: headerPairs(headers), body: Uint8Array.from(body) } };
}
