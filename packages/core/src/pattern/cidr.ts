import { PatternError } from "./error.ts";
import type { Matcher } from "./field.ts";
import { hasSamePrefix, parseAddress } from "./ip-address.ts";
import type { JsonNode } from "./json-node.ts";

/**
 * `{"cidr": "10.0.0.0/24"}` or IPv6: the leaf is an address in that block. The mask may be 0 to 31, for IPv6
 * 0 to 127: event-ruler refuses a block of one address (write the address itself as an exact value).
 * @see https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/CIDR.java
 */
export function parseCidr(operand: JsonNode, path: string): Matcher {
  const fix = 'Write a block such as "10.0.0.0/24" or "2001:db8::/32"';
  if (operand.kind !== "string") throw new PatternError(path, "cidr needs a string", fix);
  const parts = operand.value.replace(/\/+$/, "").split("/"); // Java's split drops empty ends
  const [addressText = "", maskText = ""] = parts;
  if (parts.length !== 2) throw new PatternError(path, "a CIDR block has one slash", fix);
  if (!/^[+-]?[0-9]+$/.test(maskText)) throw new PatternError(path, "the mask is not an integer", fix);
  const address = parseAddress(addressText);
  if (address === undefined) throw new PatternError(path, `"${addressText}" is not an IP address`, fix);
  const bits = Number(maskText);
  const maxBits = address.length * 8 - 1;
  if (bits < 0 || bits > maxBits) {
    throw new PatternError(path, `the mask must be 0 to ${maxBits}`, "For one address, use an exact value");
  }
  return {
    describe: `cidr ${operand.value}`,
    matches: (value) => {
      const candidate = typeof value === "string" ? parseAddress(value) : undefined;
      return candidate !== undefined && hasSamePrefix(candidate, address, bits);
    },
  };
}
