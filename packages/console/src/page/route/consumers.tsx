import type { ConsumerReport } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { Link } from "wouter-preact";
import { get } from "../api.ts";
import { Badge } from "../part/badge.tsx";
import { shortCount } from "../part/count.ts";
import { Empty, Loading, Problem } from "../part/notice.tsx";
import { Table } from "../part/table.tsx";
import { duration, Time } from "../part/time.tsx";
import { useData } from "../use-data.ts";
import { PatternTester } from "./pattern-tester.tsx";
import { PauseButton } from "./pause-button.tsx";

/** Every consumer with its backlog, and which of them want an event. */
export function ConsumersPage(): JSX.Element {
  const { value, error, reload } = useData("consumers", askConsumers, 3);
  return (
    <div class="page">
      <h1>Consumers</h1>
      {error !== undefined && <Problem message={error} />}
      {value === undefined && error === undefined && <Loading />}
      {value?.length === 0 && <Empty title="The router has no consumers" />}
      {value !== undefined && value.length > 0 && <ConsumersTable consumers={value} onChanged={reload} />}
      <PatternTester />
    </div>
  );
}

export function askConsumers(signal: AbortSignal): Promise<readonly ConsumerReport[]> {
  return get<readonly ConsumerReport[]>("/v1/consumers", {}, signal);
}

interface ConsumersTableProps {
  readonly consumers: readonly ConsumerReport[];
  readonly onChanged: () => void;
}

function ConsumersTable({ consumers, onChanged }: ConsumersTableProps): JSX.Element {
  return (
    <Table
      label="Consumers"
      mostRows={15}
      rows={consumers}
      keyOf={({ consumer }) => consumer}
      columns={[
        {
          title: "Consumer",
          width: "minmax(9rem, 2fr)",
          cell: ({ consumer }) => <Link href={`/consumers/${encodeURIComponent(consumer)}`}>{consumer}</Link>,
        },
        { title: "State", width: "minmax(9rem, 1fr)", cell: (each) => <ConsumerState consumer={each} /> },
        {
          title: "Wants",
          width: "minmax(9rem, 2fr)",
          isExtra: true,
          cell: ({ on, where }) => `${on.join(", ")}${where === undefined ? "" : " where …"}`,
        },
        {
          title: "Waiting",
          width: "5rem",
          isExtra: true,
          cell: (each) => shortCount(each.deliveries.scheduled),
        },
        {
          title: "Backlog age",
          width: "6rem",
          isExtra: true,
          cell: ({ backlogAgeSeconds }) => (backlogAgeSeconds === 0 ? "none" : duration(backlogAgeSeconds)),
        },
        {
          title: "Done",
          width: "5rem",
          isExtra: true,
          cell: ({ deliveries }) => shortCount(deliveries.done),
        },
        {
          title: "Dead",
          width: "5rem",
          isExtra: true,
          cell: ({ deliveries }) => shortCount(deliveries.dead),
        },
        {
          title: "Act",
          width: "6.5rem",
          isExtra: true,
          cell: (each) => <PauseButton consumer={each} onChanged={onChanged} />,
        },
      ]}
    />
  );
}

/** Whether it stands still, and why. */
export function ConsumerState({ consumer }: { consumer: ConsumerReport }): JSX.Element {
  const { defined, pausedTime, failing = 0 } = consumer;
  if (!defined) return <Badge tone="warn">not in the router</Badge>;
  if (pausedTime !== undefined) {
    return (
      <>
        <Badge tone="warn">paused</Badge> <Time value={pausedTime} />
      </>
    );
  }
  if (failing > 0) return <Badge tone="bad">{shortCount(failing)} failing</Badge>;
  return <Badge tone="good">on</Badge>;
}
