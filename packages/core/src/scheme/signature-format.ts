/** What one header value holds: signatures that belong to one timestamp. */
export interface SignatureSet {
  readonly timestamp: string | undefined;
  readonly signatures: readonly string[];
  /** Other named entries that the signed content may need (`h` of Coinbase). */
  readonly elements: Readonly<Record<string, string>>;
}

/** How a signature header is taken apart, and written. */
export interface SignatureFormat {
  /** The sets in the value; `undefined` when it is not of this form. */
  readonly read: (value: string) => readonly SignatureSet[] | undefined;
  readonly write: (signature: string, timestamp: string | undefined) => string;
  /** Whether the timestamp travels in this header. */
  readonly hasTimestamp: boolean;
}

/**
 * Signatures looked at in one request; further ones are ignored. Providers send one per active secret (Svix, the
 * most generous, ten), and each costs a comparison with every key.
 */
export const maxSignatures = 20;

const noElements: Readonly<Record<string, string>> = Object.freeze({});

/** The whole value is the signature. */
export function whole(): SignatureFormat {
  return prefixed("");
}

/** The signature follows a fixed prefix, `sha256=`. */
export function prefixed(prefix: string): SignatureFormat {
  return {
    read: (value) =>
      value.startsWith(prefix)
        ? [{ timestamp: undefined, signatures: [value.slice(prefix.length)], elements: noElements }]
        : undefined,
    write: (signature) => prefix + signature,
    hasTimestamp: false,
  };
}

export interface EntriesSpec {
  /** Between two entries. Spaces around an entry are ignored. Default `,`. */
  readonly separator?: string;
  /** What a signature's entry starts with: `v1=`, or `v1,` in Standard Webhooks. May be empty. Several are alternatives. */
  readonly signature: string | readonly string[];
  /** What the timestamp's entry starts with, `t=`. `""`: it is the first entry, bare. Absent: it is elsewhere. */
  readonly timestamp?: string;
  /** Other entries that the content needs: their names, and what each starts with. */
  readonly elements?: Readonly<Record<string, string>>;
  /** Between whole sets, each with its own timestamp (Persona: a space). */
  readonly sets?: string;
}

/**
 * A list of entries, of which some are signatures and one may be the timestamp; all others are ignored, as every
 * provider asks so that it can add versions. A timestamp or element given twice makes the header malformed.
 *
 * @example entries({ timestamp: "t=", signature: "v1=" }) // Stripe: t=1700000000,v1=…,v1=…
 * @example entries({ separator: " ", signature: "v1," }) // Standard Webhooks: v1,… v1a,…
 */
export function entries(spec: EntriesSpec): SignatureFormat {
  const separator = spec.separator ?? ",";
  const prefixes = typeof spec.signature === "string" ? [spec.signature] : spec.signature;
  const elementPrefixes = Object.entries(spec.elements ?? {});
  const isTimestampFirst = spec.timestamp === "";

  const readSet = (text: string): SignatureSet | undefined => {
    let timestamp: string | undefined;
    let elements = noElements;
    const signatures: string[] = [];
    let position = -1;
    for (const raw of text.split(separator)) {
      position += 1;
      const entry = raw.trim();
      if (
        isTimestampFirst ? position === 0 : spec.timestamp !== undefined && entry.startsWith(spec.timestamp)
      ) {
        if (timestamp !== undefined) return undefined;
        timestamp = entry.slice(spec.timestamp?.length);
        continue;
      }
      const prefix = prefixOf(entry, prefixes);
      if (prefix !== undefined) {
        if (signatures.length < maxSignatures) signatures.push(entry.slice(prefix.length));
        continue;
      }
      const element = elementPrefixes.find(([, candidate]) => entry.startsWith(candidate));
      if (element === undefined) continue;
      if (Object.hasOwn(elements, element[0])) return undefined;
      elements = { ...elements, [element[0]]: entry.slice(element[1].length) };
    }
    return { timestamp, signatures, elements };
  };

  return {
    read: (value) => {
      if (spec.sets === undefined) {
        const set = readSet(value);
        return set === undefined ? undefined : [set];
      }
      const sets: SignatureSet[] = [];
      for (const part of value.split(spec.sets)) {
        const set = readSet(part);
        if (set === undefined) return undefined;
        if (sets.length < maxSignatures) sets.push(set);
      }
      return sets;
    },
    write: (signature, timestamp) => {
      const entry = `${prefixes[0] ?? ""}${signature}`;
      return spec.timestamp === undefined ? entry : `${spec.timestamp}${timestamp ?? ""}${separator}${entry}`;
    },
    hasTimestamp: spec.timestamp !== undefined,
  };
}

/** A plain loop: this runs for every entry of every request. */
function prefixOf(entry: string, prefixes: readonly string[]): string | undefined {
  for (const prefix of prefixes) if (entry.startsWith(prefix)) return prefix;
  return undefined;
}
