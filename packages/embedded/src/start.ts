import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { type ConsumerDefinition, createBackfill, type Operator, type Router } from "@hookyard/core";
import type { AuditTrail } from "@hookyard/core/operator/audit";
import { createOperatorApp } from "@hookyard/core/operator/app";
import { createSampleOperator } from "@hookyard/core/operator/sample-operator";
import { waitFor } from "@hookyard/core/operator/wait";
import { attemptRecord, handlerRecord } from "./attempt-record.ts";
import { consumerFile } from "./consumer/load-consumer.ts";
import { ownDirectory, type OwnedDirectory } from "./data-directory.ts";
import { type EngineClient, startEngine } from "./engine/client.ts";
import { defaultLimits, type EngineLimits } from "./engine/limits.ts";
import { createHoldingsMemory, type Holdings, openHoldings } from "./engine/holdings.ts";
import { type FrontLimits, openFront } from "./http/front.ts";
import { type Listening, listen } from "./http/listen.ts";
import { operatorServer } from "./http/server-limits.ts";
import { loadRouter } from "./load-router.ts";
import type { Log } from "./log.ts";
import { createAuditTrail } from "./operator/audit-trail.ts";
import { createLocalOperator } from "./operator/local-operator.ts";
import { readEndpoint } from "./registrations.ts";
import { createRefused } from "./refused/refused.ts";
import { watchLoad } from "./relief/load-watch.ts";
import { createRelief } from "./relief/relief.ts";
import { retryRefused } from "./refused/retry.ts";
import { codeVersion } from "./replay/code-version.ts";
import { createEmbeddedPorts } from "./replay/embedded-ports.ts";
import { createJobHost } from "./replay/job-host.ts";
import { createThreadedReader } from "./reader/threaded-reader.ts";
import { createMissingSecrets, type SecretOrigin, secretsBySource, withoutSecrets } from "./secrets.ts";
import { watchSecrets } from "./secrets-watch.ts";
import { threadEnvironment } from "./thread-environment.ts";

export interface StartOptions {
  readonly routerFile: string;
  readonly dataDirectory: string;
  readonly host: string;
  /** 0 lets the system choose, here and for the operator's. */
  readonly port: number;
  readonly operatorPort: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** Whether accepted events and attempts that went well are logged one by one. Default true. */
  readonly logsEverything?: boolean;
  /** The address that providers post to, where a proxy stands in front; some sign it. */
  readonly publicUrl?: string;
  readonly limits?: Partial<EngineLimits & IngestLimits>;
  /** Makes what answers under `/console` on the operator port. Absent: nothing does. */
  readonly console?: (parts: ConsoleParts) => ConsoleApp;
  /** Runs what the router wants done by the clock: the line `reconcile` of its sources. Absent: nothing does. */
  readonly schedules?: (parts: ScheduleParts) => Schedules;
}

/** What schedules work with. */
export interface ScheduleParts {
  readonly router: Router;
  readonly operator: Operator;
  /** This process's own. */
  readonly dataDirectory: string;
  /** The endpoint that was registered for a source. */
  registered(source: string): { readonly id: string } | undefined;
  readonly log: Log;
}

export interface Schedules {
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

/** What a console is made of. */
export interface ConsoleParts {
  readonly operator: Operator;
  readonly audit: AuditTrail;
  readonly router: Router;
  /** Known to who started this, and to nobody else. */
  readonly secret: string;
  readonly onError: (error: unknown) => void;
}

export interface ConsoleApp {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** The address that logs in, given the operator port's. */
  link(url: string): string;
  stop(): void;
}

export interface IngestLimits extends FrontLimits {
  /** How long handlers that run may take when the process is told to stop. */
  readonly stopGraceMilliseconds: number;
  /** The share of two seconds (0 to 1) in which the thread that takes webhooks has something to do before there is another. */
  readonly secondThreadShare: number;
}

export interface RunningHookyard {
  readonly url: string;
  readonly operatorUrl: string;
  /** The console's address with the key that logs in: for the person who started this, and for no log. */
  readonly consoleLink?: string;
  readonly sources: readonly {
    readonly source: string;
    readonly provider: string;
    readonly url: string;
    readonly secret: SecretOrigin;
  }[];
  readonly consumers: readonly { readonly consumer: string; readonly on: readonly string[] }[];
  /** Sources for which a local secret was made just now. */
  readonly createdSecrets: readonly string[];
  /** Ends well: no new request, handlers finish, everything is written. */
  stop(): Promise<void>;
  /** Rejects when the engine fails by itself. */
  readonly failed: Promise<never>;
}

/** Several threads can listen on one port, and there is a processor for the second. */
const canShare = process.platform === "linux" && availableParallelism() > 1;

const defaultIngestLimits: IngestLimits = {
  maxBodyBytes: 10 * 1024 ** 2,
  bodyTimeoutMilliseconds: 20_000,
  maxBufferedBytes: 256 * 1024 ** 2,
  stopGraceMilliseconds: 25_000,
  secondThreadShare: 0.8,
};

/**
 * Runs everything on this machine: ingest, bus, queues, consumers, operator API, on one data directory. Throws
 * `ConfigError` for a wrong router or secret, `EngineError` for a directory or port that is taken.
 */
export async function startHookyard(options: StartOptions): Promise<RunningHookyard> {
  const limits = { ...defaultLimits, ...defaultIngestLimits, ...options.limits };
  const routerFile = resolve(options.routerFile);
  const router = await loadRouter(routerFile);
  const owned = ownDirectory(resolve(options.dataDirectory));
  const opened: (() => Promise<void> | void)[] = [() => owned.release()];
  const logError = (what: string, error: unknown): void =>
    options.log({
      time: new Date().toISOString(),
      level: "error",
      event: "engine",
      message: `${what}: ${error instanceof Error ? error.message : "unknown error"}`,
      fields: {},
    });
  const closeAll = async (): Promise<void> => {
    for (const close of opened.toReversed()) await close();
  };
  try {
    const { secrets, created } = createMissingSecrets({
      router,
      env: options.env,
      dataDirectory: owned.directory,
    });
    const env = { ...withoutSecrets(options.env), ...threadEnvironment() };
    const holdingsMemory = createHoldingsMemory();
    const holdings = openHoldings(holdingsMemory, 0);
    const engine = await startEngineFor({ options, router, routerFile, owned, limits, env, holdings });
    opened.push(() => engine.stop(limits.stopGraceMilliseconds));
    const refused = createRefused({ router, routerFile, secrets, env, engine });
    opened.push(refused.close);
    const taking = {
      routerFile,
      limits,
      env,
      host: options.host,
      publicUrl: options.publicUrl,
      log: options.log,
      logsAccepted: options.logsEverything ?? true,
      keeper: refused.keeper,
    };
    const front = await openFront({
      ...taking,
      router,
      secrets,
      bus: engine.bus,
      bufferedBytes: holdings.bufferedBytes,
      port: options.port,
      save: engine.observe,
      ...(canShare && { sharing: "first" }),
    });
    opened.push(front.close);
    const { served, door } = front;
    const relief = canShare
      ? createRelief({
          ...taking,
          secrets: () => secretsBySource(router, secrets),
          engine,
          holdings: holdingsMemory,
          port: served.port,
          acknowledged: door.acknowledgements.merge,
          listening: served.shed,
          failed: (error) => logError("the second thread that takes webhooks ended", error),
          watch: (busy) => watchLoad(busy, limits.secondThreadShare),
        })
      : undefined;
    opened.push(async () => relief?.stop());
    opened.push(
      watchSecrets(secrets, owned.directory, () => {
        front.renew();
        refused.renew();
        relief?.renew();
      }),
    );

    const reader = createThreadedReader(owned.databaseFile);
    opened.push(reader.close);
    const ports = createEmbeddedPorts({ reader, command: engine.command, router, fetch });
    const jobs = createJobHost({
      ports,
      now: () => new Date(),
      wait: waitFor,
      onError: (job, error) => logError(`the replay job ${job} cannot be run`, error),
    });
    opened.push(jobs.stop);
    const operatorToken = randomBytes(32).toString("base64url");
    const operator = createLocalOperator({
      reader,
      command: engine.command,
      ports,
      jobs,
      now: () => new Date(),
      router,
      secrets,
      url: options.publicUrl ?? served.url,
      endpoint: (source) => readEndpoint(owned.directory, source),
      acknowledgements: door.acknowledgements.report,
      retryRefused: (ids) =>
        retryRefused(ids, {
          examination: refused.examiner,
          bus: engine.bus,
          find: (id) => reader.ask("storedRefusedRequest", id),
          discard: (done) => engine.command({ kind: "discard_refused", ids: done }),
          published: door.observer.published,
        }),
      backfill: createBackfill({ router, bus: engine.bus, now: () => new Date() }),
      samples: createSampleOperator({
        router,
        sign: secrets.sign,
        url: options.publicUrl ?? served.url,
        localUrl: served.url,
        fetch,
        now: () => new Date(),
        random: randomBytes,
      }),
      limitBytes: limits.maxStorageBytes,
      close: async () => undefined,
    });
    const audit = createAuditTrail({ reader, command: engine.command });
    const onError = (error: unknown): void => logError("an operator's request failed here", error);
    const operatorApp = createOperatorApp({ operator, token: operatorToken, audit, onError });
    const console = options.console?.({ operator, audit, router, secret: operatorToken, onError });
    if (console !== undefined) opened.push(console.stop);
    const operatorServed = await listen({
      fetch: (request) =>
        console !== undefined && /^\/console(?:\/|$)/.test(new URL(request.url).pathname)
          ? console.fetch(request)
          : operatorApp.fetch(request),
      host: "127.0.0.1",
      port: options.operatorPort,
      what: "operator",
      limits: operatorServer,
    });
    opened.push(() => operatorServed.close(1_000));
    const schedules = options.schedules?.({
      router,
      operator,
      dataDirectory: owned.directory,
      registered: (source) => readEndpoint(owned.directory, source),
      log: options.log,
    });
    if (schedules !== undefined) opened.push(schedules.stop);
    owned.publish({
      pid: process.pid,
      url: served.url,
      operatorUrl: operatorServed.url,
      operatorToken,
      routerFile,
    });
    return running({
      served,
      operatorServed,
      router,
      created,
      engine,
      secretOf: secrets.origin,
      publicUrl: options.publicUrl,
      consoleLink: console?.link(operatorServed.url),
      closeAll,
    });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

interface EngineStart {
  readonly options: StartOptions;
  readonly router: Router;
  readonly routerFile: string;
  readonly owned: OwnedDirectory;
  readonly limits: EngineLimits;
  readonly env: NodeJS.ProcessEnv;
  readonly holdings: Holdings;
}

function startEngineFor(start: EngineStart): Promise<EngineClient> {
  const { options, router, routerFile, owned, limits, env, holdings } = start;
  const version = codeVersion(routerFile, options.env);
  return startEngine({
    databaseFile: owned.databaseFile,
    directory: owned.directory,
    consumers: Object.values(router.consumers).map(
      ({ name, concurrency, timeoutSeconds, retry }: ConsumerDefinition) => ({
        name,
        concurrency,
        timeoutSeconds,
        retry,
        version,
        file: consumerFile(routerFile, name),
      }),
    ),
    limits,
    tellsEveryAttempt: options.logsEverything ?? true,
    env,
    holdings,
    events: {
      attempt: (log) => options.log(attemptRecord(log, new Date())),
      log: (record) => options.log(handlerRecord(record)),
      storageFailed: (message) =>
        options.log({
          time: new Date().toISOString(),
          level: "error",
          event: "engine",
          message: `the database cannot be written: ${message}. New events are refused with 503 until it can`,
          fields: {},
        }),
    },
  });
}

interface RunningParts {
  readonly served: Listening;
  readonly operatorServed: Listening;
  readonly router: Router;
  readonly created: readonly string[];
  readonly engine: EngineClient;
  readonly secretOf: (source: string) => SecretOrigin;
  readonly publicUrl: string | undefined;
  readonly consoleLink: string | undefined;
  readonly closeAll: () => Promise<void>;
}

function running({
  served,
  operatorServed,
  router,
  created,
  engine,
  secretOf,
  publicUrl,
  consoleLink,
  closeAll,
}: RunningParts): RunningHookyard {
  let stopping: Promise<void> | undefined;
  return {
    url: served.url,
    operatorUrl: operatorServed.url,
    ...(consoleLink !== undefined && { consoleLink }),
    sources: Object.values(router.sources).map(({ name, provider }) => ({
      source: name,
      provider: provider.id,
      url: `${publicUrl ?? served.url}/webhooks/${name}`,
      secret: secretOf(name),
    })),
    consumers: Object.values(router.consumers).map(({ name, on }) => ({ consumer: name, on })),
    createdSecrets: created,
    stop: () => (stopping ??= closeAll()),
    failed: engine.failed,
  };
}
