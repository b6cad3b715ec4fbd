import { createDecipheriv } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigError } from "@hookyard/core";
import type { Variables } from "../deployment.ts";

/** AES-256-GCM, as SST encrypts what is linked: a key for each app, a nonce of zeros, the tag at the end. */
const cipher = { name: "aes-256-gcm", nonce: Buffer.alloc(12), tagBytes: 16 } as const;

/**
 * What SST linked to this function, as the variables in which `sst shell` would give it (`SST_RESOURCE_<name>`): the
 * resources of a stage have no room in a function's environment, so SST puts them, encrypted, beside the code. Throws
 * `ConfigError` when they are not there or cannot be read; a value is never quoted.
 * @see https://sst.dev/docs/linking
 */
export function readLinkedResources(variables: Variables, read = readFileSync): Variables {
  const { SST_KEY: key = "", SST_KEY_FILE: file = "" } = variables;
  if (key === "" || file === "") {
    throw new ConfigError(
      "nothing is linked to this function: infra/console.ts does it, so deploy the stage again",
    );
  }
  const linked = decrypted(read(file), key);
  return Object.fromEntries(
    Object.entries(linked).map(([name, value]) => [`SST_RESOURCE_${name}`, JSON.stringify(value)]),
  );
}

function decrypted(sealed: Buffer, key: string): Readonly<Record<string, unknown>> {
  const { name, nonce, tagBytes } = cipher;
  try {
    const decipher = createDecipheriv(name, Buffer.from(key, "base64"), nonce);
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    const text = Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
    return JSON.parse(text.toString()) as Readonly<Record<string, unknown>>; // safe: SST wrote it, and the tag says so
  } catch {
    // The cause could quote what it stumbled on.
    throw new ConfigError("what is linked to this function cannot be decrypted: deploy the stage again");
  }
}
