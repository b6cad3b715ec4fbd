import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

interface Toast {
  readonly text: string;
  readonly isBad: boolean;
}

const shown = "hookyard-toast";
const seconds = 6;

/** Says for a moment what came of an action. */
export function toast(text: string, isBad = false): void {
  dispatchEvent(new CustomEvent<Toast>(shown, { detail: { text, isBad } }));
}

/** Where {@link toast}s appear; once on the page. */
export function Toasts(): JSX.Element {
  const [current, setCurrent] = useState<Toast>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (event: Event): void => {
      setCurrent((event as CustomEvent<Toast>).detail); // safe: only `toast` fires it
      clearTimeout(timer);
      timer = setTimeout(() => setCurrent(undefined), seconds * 1000);
    };
    addEventListener(shown, show);
    return () => {
      removeEventListener(shown, show);
      clearTimeout(timer);
    };
  }, []);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {current !== undefined && <p class={current.isBad ? "toast toast-bad" : "toast"}>{current.text}</p>}
    </div>
  );
}
