import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { EndpointApi, WantedEndpoint } from "../endpoint/endpoint.ts";
import { type FakeAccount, type FakeProvider, newAccount } from "./fake-account.ts";
import { isReading, type RecordedCall, recordCalls } from "./recorded-calls.ts";

/** Where every oracle's endpoint is. */
export const oracleUrl = "https://hooks.example.com/webhooks/mine";

/** What every oracle's endpoint is called, where it is called something. */
export const oracleDescription = "Hookyard: mine";

/**
 * A provider's own library, against the provider as our tests play it. It does by its own means what our client does:
 * both must send the same, and the library must be able to read what the played provider answers.
 */
export interface Oracle {
  readonly provider: string;
  readonly types: readonly string[];
  /** Makes the endpoint at {@link oracleUrl}, with our secret where we choose it; answers the id and secret it read. */
  readonly create: (
    key: string,
    secret: string,
  ) => Promise<{ readonly id: unknown; readonly secret?: unknown }>;
  /** The URLs that the library lists. */
  readonly urls: (key: string) => Promise<readonly unknown[]>;
  /** Makes the endpoint as it was to be once more, and enabled. Absent where the library cannot. */
  readonly update?: (key: string, id: string, secret: string) => Promise<unknown>;
  /** Takes the endpoint away. Absent where the library cannot. */
  readonly remove?: (key: string, id: string) => Promise<unknown>;
  /** What of a written request may differ, and why: fields of the body by their paths, and what the URL asks. */
  readonly differs?: Readonly<Record<string, string>>;
  /** Which of its calls change nothing, where they look as if they did: every call is a `POST`. */
  readonly reads?: (call: RecordedCall) => boolean;
  /** The path where a token is fetched. Each keeps its token in its own way, so it is compared for the first call. */
  readonly signsInAt?: string;
}

/** Holds our clients against the oracles; `known` are the played providers among which theirs are. */
export function testOracles(known: readonly FakeProvider[], oracles: readonly Oracle[]): void {
  describe("endpoints", () => {
    const server = setupServer();
    const calls = recordCalls(server);
    beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
    afterAll(() => server.close());
    afterEach(() => server.resetHandlers());

    const play = (provider: string): Played => {
      const fake = known.find(({ client }) => client.provider === provider);
      if (fake === undefined) throw new TypeError(`${provider} is not played`);
      const account = newAccount();
      server.resetHandlers();
      server.use(...fake.handlers(account));
      calls.forget();
      return { fake, account, api: endpointsOf(fake) };
    };

    describe.each(oracles)("$provider: its own library and our client", (oracle) => {
      const { provider, types, differs = {}, reads = () => false, signsInAt } = oracle;
      const isSignIn = ({ path }: RecordedCall): boolean =>
        signsInAt !== undefined && path.endsWith(signsInAt);
      const signedIn = async (): Promise<readonly RecordedCall[]> =>
        (await calls.all()).filter((call) => !isSignIn(call));
      const written = async (): Promise<readonly RecordedCall[]> =>
        (await calls.all())
          .filter((call) => !isReading(call) && !reads(call))
          .map((call) => without(call, differs));

      test("make the same endpoint with the same requests", async () => {
        const theirs = play(provider);
        const made = await oracle.create(theirs.fake.key, chosenSecret(theirs.fake));
        const their = await written();
        const ours = play(provider);

        const created = await createOurs(ours, types);

        expect(ours.account.endpoints).toEqual(theirs.account.endpoints);
        expect(created).toEqual({ id: made.id, secret: made.secret });
        expect(await written()).toEqual(their);
      });

      test("list the same endpoint from the same place", async () => {
        const played = play(provider);
        await createOurs(played, types);
        calls.forget();
        const theirs = await oracle.urls(played.fake.key);
        const [their] = await signedIn();
        calls.forget();

        const ours = (await played.api.list()).map(({ url }) => url);

        expect([...new Set(theirs)]).toEqual(ours);
        expect(ours).toEqual([oracleUrl]);
        expect((await signedIn())[0]?.path).toBe(their?.path);
      });

      const { update, remove } = oracle;
      // Some libraries have no call for the one or the other.
      if (update !== undefined)
        test("change it with the same requests", async () => {
          const theirs = play(provider);
          const { id } = await createOurs(theirs, types);
          calls.forget();
          await update(theirs.fake.key, String(id), chosenSecret(theirs.fake));
          const their = (await written()).filter((call) => !isSignIn(call));
          const ours = play(provider);
          await createOurs(ours, types);
          const [endpoint] = await ours.api.list();
          calls.forget();

          if (endpoint !== undefined) await ours.api.update(endpoint, wantedOf(ours.fake, types));

          expect(ours.account.endpoints).toEqual(theirs.account.endpoints);
          expect((await written()).filter((call) => !isSignIn(call))).toEqual(their);
          expect(their).not.toEqual([]);
        });

      if (remove !== undefined)
        test("remove it with the same requests", async () => {
          const theirs = play(provider);
          const { id } = await createOurs(theirs, types);
          calls.forget();
          await remove(theirs.fake.key, String(id));
          const their = (await written()).filter((call) => !isSignIn(call));
          const ours = play(provider);
          await createOurs(ours, types);
          const [endpoint] = await ours.api.list();
          calls.forget();

          if (endpoint !== undefined) await ours.api.remove(endpoint);

          expect(ours.account.endpoints.filter(({ url }) => url === oracleUrl)).toEqual([]);
          expect(ours.account.endpoints).toEqual(theirs.account.endpoints);
          expect(await written()).toEqual(their);
        });
    });
  });
}

interface Played {
  readonly fake: FakeProvider;
  readonly account: FakeAccount;
  readonly api: EndpointApi;
}

function endpointsOf({ client, key, settings }: FakeProvider): EndpointApi {
  const { endpoints } = client.open({
    source: "mine",
    key,
    settings,
    fetch: globalThis.fetch,
    now: () => new Date("2026-05-01T12:00:00Z"),
    wait: async () => undefined,
    signal: new AbortController().signal,
  });
  if (endpoints === undefined) throw new TypeError(`${client.provider} has no endpoints`);
  return endpoints;
}

function chosenSecret({ client: { secret } }: FakeProvider): string {
  return secret.kind === "chosen" && secret.create !== undefined
    ? secret.create((size) => new Uint8Array(size).fill(7))
    : "an-oracle-s-secret-0123456789abcdef";
}

function wantedOf(fake: FakeProvider, types: readonly string[]): WantedEndpoint {
  return {
    url: oracleUrl,
    types,
    description: oracleDescription,
    ...(fake.client.secret.kind === "chosen" && { secret: chosenSecret(fake) }),
  };
}

/** Makes the endpoint, or points the only one there here; answers what the oracle is to find too. */
async function createOurs(
  { fake, api }: Played,
  types: readonly string[],
): Promise<{ readonly id: string; readonly secret: string | undefined }> {
  const wanted = wantedOf(fake, types);
  const [single] = fake.client.isSingle === true ? await api.list() : [];
  if (single === undefined) {
    const { endpoint, secret } = await api.create(wanted);
    return { id: endpoint.id, secret };
  }
  await api.update(single, wanted);
  return { id: single.id, secret: await api.revealSecret?.(single) };
}

/** The call without what may differ. */
function without(call: RecordedCall, differs: Readonly<Record<string, string>>): RecordedCall {
  const paths = Object.keys(differs);
  return {
    ...call,
    query: call.query.filter(([name]) => !paths.includes(name)),
    body: paths.reduce((body, path) => withoutField(body, path.split(".")), call.body),
  };
}

function withoutField(value: unknown, [first, ...rest]: readonly string[]): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value).filter(([name]) => name !== first || rest.length > 0);
  return Object.fromEntries(
    fields.map(([name, field]) => [name, name === first ? withoutField(field, rest) : field]),
  );
}
