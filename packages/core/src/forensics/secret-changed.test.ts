import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { github } from "../provider/github.ts";
import { standardWebhooks } from "../provider/standard-webhooks.ts";
import { explain, now, sent, url } from "../testing/fixture/refusal.ts";

describe("the secret has another form", () => {
  test.each([
    ["a line end at its end", "whsec_abc", "whsec_abc\n", "secret_spacing"],
    ["quotes around it", "whsec_abc", '"whsec_abc"', "secret_spacing"],
    ["a line end at the sender's", "whsec_abc\n", "whsec_abc", "secret_spacing"],
    ["no prefix at the sender's", "abc", "whsec_abc", "secret_encoding"],
    ["another case", "ABCDEF", "abcdef", "secret_encoding"],
    [
      "encoded as base64 here",
      "a secret of theirs",
      Buffer.from("a secret of theirs").toString("base64"),
      "secret_encoding",
    ],
    [
      "encoded as base64 there",
      Buffer.from("a secret of ours").toString("base64"),
      "a secret of ours",
      "secret_encoding",
    ],
    ["percent-encoded here", "a/b+c", "a%2Fb%2Bc", "secret_encoding"],
    ["the text undefined", "undefined", "whsec_abc", "placeholder_secret"],
  ])("it has %s", async (_what, theirs, ours, code) => {
    const request = await sent(github, { secret: theirs });

    const found = await explain(github, request, { secrets: ["something else", ours] });

    expect(found).toMatchObject({ code, evidence: "signature" });
  });

  test("the text itself is the key at a sender of Standard Webhooks that does not decode it", async () => {
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const signature = createHmac("sha256", secret)
      .update(`msg_1.${now.getTime() / 1000}.{}`)
      .digest("base64");
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": `${now.getTime() / 1000}`,
      "webhook-signature": `v1,${signature}`,
    };

    const found = await explain(
      standardWebhooks,
      { method: "POST", url, headers, body: Buffer.from("{}") },
      { secrets: [secret] },
    );

    expect(found).toMatchObject({ code: "secret_encoding", evidence: "signature" });
  });
});
