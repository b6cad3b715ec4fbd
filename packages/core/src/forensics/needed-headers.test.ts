import { expect, test } from "vitest";
import { github } from "../provider/github.ts";
import { bearer } from "../scheme/token.ts";
import { neededHeaders } from "./needed-headers.ts";

const request = {
  method: "POST",
  url: "https://hooks.example.com/webhooks/source",
  headers: {
    "X-Hub-Signature-256": ["sha256=ab", "sha256=cd"],
    "X-GitHub-Event": "push",
    Host: "hooks.example.com",
    "X-Forwarded-Proto": "https",
    "Content-Type": "application/json",
    Cookie: "session=1",
    Authorization: "Bearer of-a-proxy",
    "X-Api-Key": "worth something",
    "Accept-Encoding": "gzip",
  },
  body: new Uint8Array(0),
};

test("what verifying and naming may need stays, doubled values too; credentials of others go", async () => {
  const kept = await neededHeaders(github, request, ["a secret"]);

  expect(kept).toEqual([
    ["x-hub-signature-256", "sha256=ab"],
    ["x-hub-signature-256", "sha256=cd"],
    ["x-github-event", "push"],
    ["host", "hooks.example.com"],
    ["x-forwarded-proto", "https"],
    ["content-type", "application/json"],
  ]);
});

test("what the scheme itself reads stays, whatever its name, and also where the source has no secret", async () => {
  const kept = await neededHeaders({ scheme: bearer() }, request, []);

  expect(kept.map(([name]) => name)).toContain("authorization");
  expect(kept.map(([name]) => name)).not.toContain("cookie");
});
