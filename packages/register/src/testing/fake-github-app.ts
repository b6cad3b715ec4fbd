import { generateKeyPairSync, verify } from "node:crypto";
import { HttpResponse, http } from "msw";
import { githubClient } from "../client/github.ts";
import type { FakeProvider } from "./fake-account.ts";

const at = "https://api.github.com/app";
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** GitHub's hook of an app: the one that there is, which can be neither made nor removed. */
export const githubApp: FakeProvider = {
  client: githubClient,
  key: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  settings: { app: "37" },
  isPaged: false,
  canDisable: false,
  canRemove: false,
  handlers: (account) => {
    const hook = { id: "app", url: "", types: ["*"], isEnabled: true, secret: "" };
    account.endpoints.push(hook);
    const config = () =>
      HttpResponse.json({
        ...(hook.url !== "" && { url: hook.url }),
        content_type: "json",
        insecure_ssl: "0",
        ...(hook.secret !== "" && { secret: "********" }),
      });
    return [
      http.all(`${at}*`, ({ request }) =>
        isSigned(request) ? undefined : HttpResponse.json({ message: "Bad credentials" }, { status: 401 }),
      ),
      http.get(at, () => HttpResponse.json({ ...app, events: hook.types })),
      http.get(`${at}/hook/config`, config),
      http.patch(`${at}/hook/config`, async ({ request }) => {
        const { url, secret } = (await request.json()) as { url: string; secret?: string };
        Object.assign(hook, { url, ...(secret !== undefined && { secret }) });
        return config();
      }),
    ];
  },
};

/** Whether the request has a token of the app 37, signed with its key. */
function isSigned(request: Request): boolean {
  const [head = "", claims = "", signature = ""] =
    request.headers
      .get("authorization")
      ?.replace(/^Bearer /, "")
      .split(".") ?? [];
  const { iss } = JSON.parse(Buffer.from(claims, "base64url").toString() || "{}") as { iss?: unknown };
  const isOwn = verify(
    "RSA-SHA256",
    Buffer.from(`${head}.${claims}`),
    publicKey,
    Buffer.from(signature, "base64url"),
  );
  return isOwn && iss === "37";
}

const app = {
  id: 37,
  slug: "hookyard",
  node_id: "MDExOkludGVncmF0aW9uMQ==",
  client_id: "Iv1.25b5d1e65ffc4022",
  owner: owner(),
  name: "Hookyard",
  description: null,
  external_url: "https://example.com",
  html_url: "https://github.com/apps/hookyard",
  created_at: "2026-05-01T00:00:00Z",
  updated_at: "2026-05-01T00:00:00Z",
  permissions: { metadata: "read" },
};

function owner() {
  const url = "https://api.github.com/users/acme";
  return {
    login: "acme",
    id: 1,
    node_id: "MDEyOk9yZ2FuaXphdGlvbjE=",
    avatar_url: "https://avatars.example.com/u/1",
    gravatar_id: null,
    url,
    html_url: "https://github.com/acme",
    followers_url: `${url}/followers`,
    following_url: `${url}/following`,
    gists_url: `${url}/gists`,
    starred_url: `${url}/starred`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    received_events_url: `${url}/received_events`,
    type: "Organization",
    site_admin: false,
  };
}
