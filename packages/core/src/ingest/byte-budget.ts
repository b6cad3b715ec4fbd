/** Bytes of bodies that all requests together may hold in memory: many large ones at once must not fill it. */
export interface ByteBudget {
  /** Whether there was room; then the bytes are taken until they are given back. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function createByteBudget(maxBytes: number): ByteBudget {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > maxBytes) return false;
      taken += bytes;
      return true;
    },
    give(bytes) {
      taken -= bytes;
    },
  };
}
