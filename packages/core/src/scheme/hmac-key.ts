import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";

/** Bytes of each digest. */
export const digestBytes = { md5: 16, sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 } as const;
export type DigestAlgorithm = keyof typeof digestBytes;

/** Bytes that each hash takes at a time. @see https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.180-4.pdf figure 1 */
const blockBytes = { md5: 64, sha1: 64, sha224: 64, sha256: 64, sha384: 128, sha512: 128 } as const;

/** A key made ready for many signatures. */
export interface HmacKey {
  readonly algorithm: DigestAlgorithm;
  readonly key: KeyObject;
  /** The key, filled up to a block, with each byte `^ 0x36`; and the same with `^ 0x5c` and room for a digest behind it. */
  readonly inner: Buffer;
  readonly outer: Buffer;
}

export function createHmacKey(algorithm: DigestAlgorithm, bytes: Uint8Array): HmacKey {
  const block = Buffer.alloc(blockBytes[algorithm]);
  block.set(bytes.byteLength > block.byteLength ? hash(algorithm, bytes, "buffer") : bytes);
  return {
    algorithm,
    key: createSecretKey(bytes),
    inner: block.map((byte) => byte ^ 0x36) as Buffer, // safe: `map` of a Buffer gives one
    outer: Buffer.concat([block.map((byte) => byte ^ 0x5c), Buffer.alloc(digestBytes[algorithm])]),
  };
}

/** Up to this size the content is copied to be hashed in one go. */
const copiedBytes = 64 * 1024;
const largestBlock = 128;
const scratch = Buffer.allocUnsafeSlow(largestBlock + copiedBytes);
/** The last digest of each length. */
const last = new Map<number, Buffer>();

/**
 * The HMAC of the pieces, one after the other; text counts as its UTF-8 bytes. The bytes answered are good until the
 * next call: to compare with them needs no memory of its own.
 *
 * By two hashes in one go (RFC 2104, 2), which is two thirds of the time of Node's `Hmac` for a usual webhook: that is
 * an object outside of the heap for each. What is too large to copy takes that way.
 */
export function hmacOf(key: HmacKey, pieces: readonly (string | Uint8Array)[]): Buffer {
  const end = gather(key.inner, pieces);
  const { algorithm, outer } = key;
  if (end === undefined) return keep(streamed(key, pieces));
  const block = blockBytes[algorithm];
  outer.write(hash(algorithm, scratch.subarray(0, end), "binary"), block, "latin1");
  return keep(hash(algorithm, outer, "binary"));
}

/** Puts the inner key and the pieces into the scratch buffer; `undefined` when they do not fit, else where they end. */
function gather(inner: Buffer, pieces: readonly (string | Uint8Array)[]): number | undefined {
  scratch.set(inner);
  let end = inner.byteLength;
  for (const piece of pieces) {
    if (typeof piece !== "string") {
      if (end + piece.byteLength > scratch.byteLength) return undefined;
      scratch.set(piece, end);
      end += piece.byteLength;
    } else {
      if (end + piece.length * 3 > scratch.byteLength) return undefined; // a UTF-16 unit is at most three bytes
      end += scratch.write(piece, end, "utf8");
    }
  }
  return end;
}

function streamed({ algorithm, key }: HmacKey, pieces: readonly (string | Uint8Array)[]): string {
  const keyed = createHmac(algorithm, key);
  for (const piece of pieces) keyed.update(piece);
  return keyed.digest("binary");
}

/** By way of text: Node gives bytes in memory of their own, a tenth of the time of a small HMAC. */
function keep(digest: string): Buffer {
  let bytes = last.get(digest.length);
  if (bytes === undefined) {
    bytes = Buffer.alloc(digest.length);
    last.set(digest.length, bytes);
  }
  bytes.write(digest, "latin1");
  return bytes;
}
