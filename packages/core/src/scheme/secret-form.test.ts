import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { base64Secret, digestSecret, hexSecret, nfkdSecret, utf8Secret } from "./secret-form.ts";

const zeros = (size: number): Uint8Array => new Uint8Array(size);

test("utf8Secret keeps the prefix in the key", () => {
  expect(utf8Secret({ prefix: "whsec_" }).toKey("whsec_YQ==")).toEqual(Buffer.from("whsec_YQ=="));
});

test("base64Secret decodes what follows the prefix, or the bare text", () => {
  const form = base64Secret({ prefix: "whsec_" });

  expect(form.toKey("whsec_YWJj")).toEqual(Buffer.from("abc"));
  expect(form.toKey("YWJj")).toEqual(Buffer.from("abc"));
  expect(form.toKey("whsec_not base64")).toBeUndefined();
});

test("base64Secret insists on its prefix when told to", () => {
  expect(base64Secret({ prefix: "v1,whsec_", prefixRequired: true }).toKey("YWJj")).toBeUndefined();
});

test("hexSecret decodes strictly", () => {
  expect(hexSecret().toKey("61626C")).toEqual(Buffer.from("abl"));
  expect(hexSecret().toKey("6162c")).toBeUndefined();
});

test("digestSecret is the digest of the text", () => {
  expect(digestSecret("sha1").toKey("private")).toEqual(createHash("sha1").update("private").digest());
});

test("nfkdSecret decomposes", () => {
  expect(nfkdSecret().toKey("é")).toEqual(Buffer.from("e\u0301"));
});

test.each([utf8Secret({ prefix: "whsec_" }), base64Secret({ prefix: "whsec_" }), hexSecret(), nfkdSecret()])(
  "what a form creates, it reads",
  (form) => {
    expect(form.toKey(form.create(zeros))?.length).toBeGreaterThanOrEqual(32);
  },
);
