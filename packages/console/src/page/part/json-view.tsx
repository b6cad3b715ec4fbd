import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { visible } from "./visible.ts";

export interface JsonViewProps {
  readonly value: unknown;
  /** Paths with points whose values are masked: `data.original.card`. */
  readonly masked?: readonly string[] | undefined;
  /** How many levels are open at first. Default 2. */
  readonly open?: number;
  readonly label: string;
}

/** Children and characters that are shown at once: a payload of 10 MiB costs no more than a small one. */
const mostChildren = 100;
const mostCharacters = 1_000;

/** JSON as a tree. Nothing of it is ever taken for markup; what is closed is not made. */
export function JsonView({ value, masked = [], open = 2, label }: JsonViewProps): JSX.Element {
  return (
    <div class="json" role="group" aria-label={label} tabIndex={0}>
      <Node name={undefined} value={value} at="" open={open} masked={new Set(masked)} />
    </div>
  );
}

interface NodeProps {
  readonly name: string | undefined;
  readonly value: unknown;
  readonly at: string;
  readonly open: number;
  readonly masked: ReadonlySet<string>;
}

function Node({ name, value, at, open, masked }: NodeProps): JSX.Element {
  const label = name === undefined ? null : <span class="json-name">{visible(name)}: </span>;
  if (typeof value === "object" && value !== null) {
    return <Branch label={label} value={value} at={at} open={open} masked={masked} />;
  }
  return (
    <div class="json-row">
      {label}
      {typeof value === "string" ? (
        <Text value={value} />
      ) : (
        <span class={`json-${value === null ? "null" : typeof value}`}>{String(value)}</span>
      )}
      {masked.has(at) && <span class="badge badge-quiet">masked</span>}
    </div>
  );
}

interface BranchProps extends Omit<NodeProps, "name" | "value"> {
  readonly label: JSX.Element | null;
  readonly value: object;
}

function Branch({ label, value, at, open, masked }: BranchProps): JSX.Element {
  const [isOpen, setOpen] = useState(open > 0);
  const [shown, setShown] = useState(mostChildren);
  const isList = Array.isArray(value);
  const names = Object.keys(value);
  const size = isList ? `[${names.length}]` : `{${names.length}}`;
  if (names.length === 0) {
    return (
      <div class="json-row">
        {label}
        <span class="json-null">{isList ? "[]" : "{}"}</span>
      </div>
    );
  }
  return (
    <div class="json-branch">
      <button type="button" class="json-toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span aria-hidden="true" class="json-arrow">
          {isOpen ? "▾" : "▸"}
        </span>
        {label}
        <span class="json-size">{size}</span>
      </button>
      {isOpen && (
        <div class="json-children">
          {names.slice(0, shown).map((each) => (
            <Node
              key={each}
              name={each}
              value={Reflect.get(value, each)}
              at={at === "" ? each : `${at}.${each}`}
              open={open - 1}
              masked={masked}
            />
          ))}
          {names.length > shown && (
            <button type="button" class="button button-plain" onClick={() => setShown(shown + mostChildren)}>
              {Math.min(mostChildren, names.length - shown)} of {names.length - shown} more
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Text({ value }: { readonly value: string }): JSX.Element {
  const [shown, setShown] = useState(mostCharacters);
  const rest = value.length - shown;
  return (
    <>
      <bdi class="json-string">"{visible(value.slice(0, shown))}"</bdi>
      {rest > 0 && (
        <button
          type="button"
          class="button button-plain"
          onClick={() => setShown(shown === mostCharacters ? 50_000 : shown + 50_000)}
        >
          {rest} more characters
        </button>
      )}
    </>
  );
}
