/** Longer text is not an address (an IPv6 address has 39 characters; leading zeros of IPv4 may add some). */
const maxAddressCharacters = 64;

/**
 * The 4 or 16 bytes of an IPv4 or IPv6 literal. As in event-ruler, which asks Java's `InetAddress`: octets are
 * decimal even with leading zeros, an IPv6 address that maps an IPv4 one is that IPv4 address, and the forms
 * with dots inside IPv6 or with a zone are not literals.
 */
export function parseAddress(text: string): readonly number[] | undefined {
  if (text.length > maxAddressCharacters) return undefined;
  if (/^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/.test(text)) {
    const octets = text.split(".").map(Number);
    return octets.every((octet) => octet <= 255) ? octets : undefined;
  }
  if (!text.includes(":") || !/^[0-9a-fA-F:]+$/.test(text)) return undefined;
  const groups = readGroups(text);
  if (groups === undefined) return undefined;
  const bytes = groups.flatMap((group) => [group >> 8, group & 0xff]);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isMapped ? bytes.slice(12) : bytes;
}

/** Whether the first `bits` bits of two addresses of one family are the same. */
export function hasSamePrefix(left: readonly number[], right: readonly number[], bits: number): boolean {
  if (left.length !== right.length) return false;
  return left.every((byte, index) => {
    const fixedBits = Math.min(8, Math.max(0, bits - index * 8));
    const mask = (0xff << (8 - fixedBits)) & 0xff;
    return (byte & mask) === ((right[index] ?? 0) & mask);
  });
}

function readGroups(text: string): readonly number[] | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const first = parseGroups(head);
  const last = tail === undefined ? [] : parseGroups(tail);
  if (first === undefined || last === undefined) return undefined;
  const missing = 8 - first.length - last.length;
  if (tail === undefined) return missing === 0 ? first : undefined;
  return missing >= 1 ? [...first, ...Array<number>(missing).fill(0), ...last] : undefined;
}

function parseGroups(text: string): readonly number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
}
