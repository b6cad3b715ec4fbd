import { parentPort, workerData } from "node:worker_threads";
import { openHoldings, reliefThread } from "../engine/holdings.ts";
import { createPortPublisher } from "../engine/port-publisher.ts";
import { openFront } from "../http/front.ts";
import { loadRouter } from "../load-router.ts";
import type { Log, LogRecord } from "../log.ts";
import { trimMemoryWhenQuiet } from "../memory-trim.ts";
import type { FromReliefThread, ReliefData, ToReliefThread } from "./protocol.ts";
import { createRemoteKeeper } from "./remote-keeper.ts";

// Started by `createRelief` while one thread is not enough: takes webhooks at the same port, by the same code, and
// publishes to the same engine.
const parent = parentPort;
if (parent === null) throw new Error("relief/thread.ts is started by the relief, not by itself");
const post = (message: FromReliefThread): void => parent.postMessage(message);
const data = workerData as ReliefData; // safe: only `createRelief` starts this file

const lookMilliseconds = 1_000;
/** Without a connection for so many looks it says that it is not needed. */
const idleLooks = 10;

let { secrets } = data;
const none: readonly string[] = [];
const holdings = openHoldings(data.holdings, reliefThread);
const publisher = createPortPublisher(data.engine, data.limits, {
  holdings,
  firstRequest: data.firstRequest,
});
const log = createLogPost();
const keeper = createRemoteKeeper((number, offered) => post({ kind: "refused", number, offered }));
const front = await openFront({
  router: await loadRouter(data.routerFile),
  routerFile: data.routerFile,
  secrets: { verify: (source) => secrets[source] ?? none },
  bus: publisher.bus,
  bufferedBytes: holdings.bufferedBytes,
  limits: data.limits,
  env: process.env,
  host: data.host,
  port: data.port,
  sharing: "more",
  publicUrl: data.publicUrl,
  log: log.add,
  logsAccepted: data.logsAccepted,
  save: (counts) => post({ kind: "observed", counts }),
  keeper,
});
trimMemoryWhenQuiet(publisher.count);
const looking = setInterval(look, lookMilliseconds);
let looksWithoutConnection = 0;

parent.on("message", (message: ToReliefThread) => {
  switch (message.kind) {
    case "secrets":
      ({ secrets } = message);
      front.renew();
      break;
    case "told":
      keeper.told(message.number, message.kept);
      break;
    case "stop":
      void stop();
      break;
  }
});
post({ kind: "listening" });

function look(): void {
  tellAcknowledgements();
  looksWithoutConnection = front.served.connections() === 0 ? looksWithoutConnection + 1 : 0;
  if (looksWithoutConnection === idleLooks) post({ kind: "idle" });
}

function tellAcknowledgements(): void {
  const acknowledgements = front.door.acknowledgements.take();
  if (acknowledgements.size > 0) post({ kind: "acknowledged", acknowledgements });
}

async function stop(): Promise<void> {
  clearInterval(looking);
  await front.close();
  await keeper.settled();
  tellAcknowledgements();
  log.flush();
  post({ kind: "stopped" });
}

/** Lines of one turn travel together. */
function createLogPost(): { readonly add: Log; flush(): void } {
  let gathered: LogRecord[] = [];
  const flush = (): void => {
    if (gathered.length > 0) post({ kind: "log", records: gathered });
    gathered = [];
  };
  return {
    flush,
    add(record) {
      if (gathered.length === 0) setImmediate(flush);
      gathered.push(record);
    },
  };
}
