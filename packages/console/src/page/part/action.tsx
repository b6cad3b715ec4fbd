import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { messageOf } from "../api.ts";
import { toast } from "./toast.tsx";

export interface ActionProps {
  readonly children: ComponentChildren;
  /** Does it; what it answers is said when it is done. */
  readonly run: () => Promise<string | undefined>;
  readonly kind?: "plain" | "main" | "danger";
  readonly disabled?: boolean;
  readonly title?: string;
  /** For screen readers, where the words on it do not say it all. */
  readonly label?: string;
}

/** A button that does something at the engine: once at a time, and says what came of it. */
export function Action({
  children,
  run,
  kind = "plain",
  disabled = false,
  title,
  label,
}: ActionProps): JSX.Element {
  const [isRunning, setRunning] = useState(false);
  const act = async (): Promise<void> => {
    setRunning(true);
    await runAction(run);
    setRunning(false);
  };
  return (
    <button
      type="button"
      class={`button button-${kind}`}
      disabled={disabled || isRunning}
      title={title}
      aria-label={label}
      onClick={() => void act()}
    >
      {children}
    </button>
  );
}

/** The same for a key. */
export async function runAction(run: () => Promise<string | undefined>): Promise<void> {
  try {
    const said = await run();
    if (said !== undefined) toast(said);
  } catch (error) {
    toast(messageOf(error), true);
  }
}
