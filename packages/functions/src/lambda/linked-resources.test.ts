import { createCipheriv, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLinkedResources } from "./linked-resources.ts";

const linked = {
  StripeSecret: { value: "whsec_ünïcode", type: "sst.sst.Secret" },
  HookyardStage: { stage: "test" },
};
const key = randomBytes(32);
let folder: string;
let variables: Readonly<Record<string, string>>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hookyard-linked-"));
  const cipher = createCipheriv("aes-256-gcm", key, Buffer.alloc(12));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(linked)), cipher.final(), cipher.getAuthTag()]);
  writeFileSync(join(folder, "resource.enc"), sealed);
  variables = { SST_KEY: key.toString("base64"), SST_KEY_FILE: join(folder, "resource.enc") };
});
afterAll(() => rmSync(folder, { recursive: true }));

test("reads what is linked as sst shell would give it", () => {
  expect(readLinkedResources(variables)).toEqual({
    SST_RESOURCE_StripeSecret: JSON.stringify(linked.StripeSecret),
    SST_RESOURCE_HookyardStage: JSON.stringify(linked.HookyardStage),
  });
});

test("SST's own client reads the same of the same file", () => {
  const script = `import { Resource } from "sst"; console.log(JSON.stringify([Resource.StripeSecret, Resource.HookyardStage]));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: import.meta.dirname,
    env: { ...variables, SST_RESOURCE_App: '{"name":"hookyard","stage":"test"}' },
    encoding: "utf8",
  });

  expect(JSON.parse(output)).toEqual([linked.StripeSecret, linked.HookyardStage]);
});

test.each([
  ["nothing is linked", () => ({}), "nothing is linked to this function"],
  [
    "the key is another",
    () => ({ ...variables, SST_KEY: randomBytes(32).toString("base64") }),
    "cannot be decrypted",
  ],
  ["the key is none", () => ({ ...variables, SST_KEY: "short" }), "cannot be decrypted"],
])("says so where %s, and quotes nothing", (_what, given, message) => {
  const read = (): unknown => readLinkedResources(given());

  expect(read).toThrow(message);
  expect(read).toThrow(expect.not.objectContaining({ message: expect.stringContaining("whsec") }));
});
