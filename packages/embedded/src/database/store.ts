import type { DatabaseSync } from "node:sqlite";
import { createAcceptor, type Acceptor } from "./accept.ts";
import { type AuditWriter, createAuditWriter } from "./audit.ts";
import { createConsumerNumbers, type ConsumerNumbers } from "./consumers.ts";
import { createDeadLetterChanges, type DeadLetterChanges } from "./dead-letters.ts";
import { createEventIds, type EventIds } from "./event-ids.ts";
import { createLeases, type Leases } from "./leases.ts";
import { createObservations, type Observations } from "./observations.ts";
import { openWriter } from "./open.ts";
import { migrate } from "./schema.ts";
import { createRefusedRequests, type RefusedRequests } from "./refused-requests.ts";
import { createJobWriter, type JobWriter } from "./jobs.ts";
import { createPauses, type Pauses } from "./pauses.ts";
import { createResends, type Resends } from "./resends.ts";
import { createSettlements, type Settlements } from "./settle.ts";
import { createTally } from "./tally.ts";
import { createTransact, type Transact } from "./transaction.ts";

/** All that writes to the database, for the one thread that owns it. Everything but `transact` is called inside it. */
export interface Store {
  readonly database: DatabaseSync;
  readonly transact: Transact;
  readonly acceptor: Acceptor;
  readonly eventIds: EventIds;
  readonly leases: Leases;
  readonly settlements: Settlements;
  readonly deadLetters: DeadLetterChanges;
  readonly consumers: ConsumerNumbers;
  readonly pauses: Pauses;
  readonly observations: Observations;
  readonly refusedRequests: RefusedRequests;
  readonly jobs: JobWriter;
  readonly resends: Resends;
  readonly audit: AuditWriter;
  close(): void;
}

/** Opens the database file, makes it where it is new, and brings it up to this version. */
export function openStore(file: string): Store {
  const database = openWriter(file);
  migrate(database);
  const tally = createTally(database);
  const eventIds = createEventIds(database);
  const consumers = createConsumerNumbers(database);
  const jobs = createJobWriter(database);
  return {
    database,
    transact: createTransact(database, [tally, eventIds, consumers]),
    eventIds,
    acceptor: createAcceptor(database, tally, eventIds),
    leases: createLeases(database),
    settlements: createSettlements(database, tally),
    deadLetters: createDeadLetterChanges(database, tally),
    consumers,
    pauses: createPauses(database),
    observations: createObservations(database),
    refusedRequests: createRefusedRequests(database),
    jobs,
    resends: createResends({ database, tally, eventIds, consumers, jobs }),
    audit: createAuditWriter(database),
    close() {
      try {
        database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      } finally {
        database.close(); // on a full disk the log stays beside the database, and is read with it
      }
    },
  };
}
