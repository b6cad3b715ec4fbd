import { monotonicMs } from "./clock.ts";
import { type Connection, openConnection } from "./connection.ts";
import { createDeferred } from "./deferred.ts";
import type { Requests } from "./requests.ts";
import { type Ring, createRing } from "./ring.ts";
import { type TraceColumns, answerBytes, createTrace } from "./trace.ts";

/** Connections to one server, opened once and used for one run after another. */
export interface Generator {
  /** Settles when every connection was open once. */
  readonly ready: Promise<void>;
  readonly run: (options: RunOptions) => Promise<TraceColumns>;
  readonly close: () => void;
}

export interface RunOptions {
  readonly requests: Requests;
  /**
   * When each request is due, in milliseconds from the start. Absent: every connection sends its next request as
   * soon as its last one was answered (closed loop).
   */
  readonly due?: Float64Array;
  /** After this long, nothing more is sent. */
  readonly sendForMs: number;
  /** And after this long besides, answers that are still missing are given up. */
  readonly patienceMs: number;
}

/**
 * Sends requests to one server over a fixed number of keep-alive connections, in turn. With a schedule, a request is
 * due at its time whatever the server does: when all connections wait for answers it is late, and its latency counts
 * from the time it was due (no coordinated omission).
 */
export function createGenerator(options: {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
}): Generator {
  const idle = createRing<Connection>(options.connections);
  let active: ActiveRun | undefined;
  let opened = 0;
  const ready = createDeferred<void>();

  const connections = Array.from({ length: options.connections }, () =>
    openConnection({
      host: options.host,
      port: options.port,
      onIdle: (connection) => {
        if (active?.sendOn(connection) === true) return;
        idle.push(connection);
        if (++opened === options.connections) ready.resolve();
      },
      onAnswer: (index, status, text, bodyAt) => active?.answered(index, status, text, bodyAt),
      onLost: () => active?.lost(),
    }),
  );

  return {
    ready: ready.promise,
    run: async (run) => {
      active = startRun(run, idle);
      const trace = await active.done;
      active = undefined;
      return trace;
    },
    close: () => {
      for (const connection of connections) connection.close();
    },
  };
}

interface ActiveRun {
  readonly done: Promise<TraceColumns>;
  /** Sends what is due on a connection that has just become free. `false` when nothing is due. */
  readonly sendOn: (connection: Connection) => boolean;
  readonly answered: (index: number, status: number, text: string, bodyAt: number) => void;
  readonly lost: () => void;
}

function startRun(options: RunOptions, idle: Ring<Connection>): ActiveRun {
  const { requests, due } = options;
  const { count } = requests;
  const trace = createTrace(count);
  const done = createDeferred<TraceColumns>();
  const startAt = monotonicMs();
  const isClosed = due === undefined;
  let next = 0; // the first request that was not sent
  let dueCount = isClosed ? count : 0; // requests before this one are due
  let settled = 0;
  let isSending = true;

  if (due !== undefined)
    for (let index = 0; index < count; index++) trace.dueAt[index] = startAt + (due[index] ?? 0);

  const sendOn = (connection: Connection): boolean => {
    if (next >= dueCount || !isSending) return false;
    const index = next++;
    const now = monotonicMs();
    trace.sentAt[index] = now;
    if (isClosed) trace.dueAt[index] = now;
    connection.send(index, requests.at(index));
    return true;
  };

  const sendDue = (): void => {
    while (next < dueCount && isSending) {
      const connection = idle.shift();
      if (connection === undefined) return;
      sendOn(connection);
    }
  };

  const finish = (): void => {
    clearTimeout(ticking);
    clearTimeout(sendingEnds);
    clearTimeout(patienceEnds);
    isSending = false;
    done.resolve(trace);
  };

  const settle = (): void => {
    settled++;
    if (settled === (isSending ? count : next)) finish();
  };

  const tick = (): void => {
    const now = monotonicMs();
    while (dueCount < count && (trace.dueAt[dueCount] ?? 0) <= now) dueCount++;
    sendDue();
    if (dueCount < count) ticking = setTimeout(tick, (trace.dueAt[dueCount] ?? 0) - now);
  };

  let ticking: NodeJS.Timeout | undefined;
  const sendingEnds = setTimeout(() => {
    isSending = false;
    if (settled === next) finish();
  }, options.sendForMs);
  const patienceEnds = setTimeout(finish, options.sendForMs + options.patienceMs);
  if (isClosed) sendDue();
  else tick();

  return {
    done: done.promise,
    sendOn,
    answered: (index, status, text, bodyAt) => {
      trace.answeredAt[index] = monotonicMs();
      trace.status[index] = status;
      const length = Math.min(answerBytes, text.length - bodyAt);
      trace.answers.write(text.slice(bodyAt, bodyAt + length), index * answerBytes, "latin1");
      trace.answerLength[index] = length;
      settle();
    },
    lost: settle,
  };
}
