import type { ConsumerReport } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { pathTo, post } from "../api.ts";
import { Action } from "../part/action.tsx";
import { useMayAct } from "../session.ts";

export interface PauseButtonProps {
  readonly consumer: ConsumerReport;
  readonly onChanged: () => void;
}

/** Lets a consumer stand still with its backlog kept, or go on. */
export function PauseButton({
  consumer: { consumer, pausedTime, defined },
  onChanged,
}: PauseButtonProps): JSX.Element | null {
  if (!useMayAct() || !defined) return null;
  const isPaused = pausedTime !== undefined;
  const tell = async (): Promise<string> => {
    await post(pathTo("/v1/consumers", consumer, isPaused ? "/resume" : "/pause"));
    onChanged();
    return isPaused ? `${consumer} goes on` : `${consumer} is paused; what comes in for it is kept`;
  };
  return (
    <Action
      run={tell}
      kind={isPaused ? "main" : "plain"}
      label={`${isPaused ? "Resume" : "Pause"} ${consumer}`}
    >
      {isPaused ? "Resume" : "Pause"}
    </Action>
  );
}
