import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FakeAccount, FakeProvider } from "@hookyard/register/testing/fake-account";
import { getResponse } from "msw";

/** A request as a provider got it over the network. */
export interface SeenRequest {
  readonly method: string;
  readonly authorization: string;
  readonly body: string;
}

export interface ProviderServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  close(): void;
}

/**
 * A played provider behind a real port of loopback, for a client in another process. `before` looks at each request,
 * and may answer in the provider's place.
 */
export async function startProvider({
  fake,
  account,
  base,
  before,
}: {
  readonly fake: FakeProvider;
  readonly account: FakeAccount;
  /** Where its API is in the documentation: `https://api.github.com`. */
  readonly base: string;
  readonly before: (request: SeenRequest) => Promise<Response | undefined>;
}): Promise<ProviderServer> {
  const handlers = [...fake.handlers(account)];
  const seen: SeenRequest[] = [];
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer); // safe: no encoding is set
    const { method = "GET", url = "/", headers } = incoming;
    const body = Buffer.concat(chunks).toString();
    const one = { method, authorization: headers.authorization ?? "", body };
    seen.push(one);
    const request = new Request(`${base}${url}`, {
      method,
      headers: { authorization: one.authorization, "content-type": headers["content-type"] ?? "" },
      ...(body !== "" && { body }),
    });
    const response = (await before(one)) ?? (await getResponse(handlers, request));
    outgoing.writeHead(response?.status ?? 404, { "content-type": "application/json" });
    outgoing.end(response === undefined ? "{}" : await response.text());
  };
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // safe: it listens at a port
  return { url: `http://127.0.0.1:${port}`, seen, close: () => server.close() };
}
