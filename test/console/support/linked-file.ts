import { createCipheriv, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";

/** Writes what is linked to a function as SST does for a deployment, and answers the variables that lead there. */
export function writeLinkedFile(
  path: string,
  linked: Readonly<Record<string, unknown>>,
): { readonly SST_KEY: string; readonly SST_KEY_FILE: string } {
  const key = randomBytes(32);
  const cipher = createCipheriv("aes-256-gcm", key, Buffer.alloc(12));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(linked)), cipher.final(), cipher.getAuthTag()]);
  writeFileSync(path, sealed);
  return { SST_KEY: key.toString("base64"), SST_KEY_FILE: path };
}
