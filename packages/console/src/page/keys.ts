import { useEffect, useRef } from "preact/hooks";

/** What a key does, by its name as in `KeyboardEvent.key`. */
export type Keys = Readonly<Record<string, () => void>>;

/**
 * Keys of a page, while it is shown. They do nothing while somebody types into a field or a dialog is open, nor with
 * Ctrl, Alt or Meta, which are the browser's and the screen reader's.
 *
 * @example useKeys({ j: next, k: previous, r: replay })
 */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]") !== null) return;
      const action = Object.hasOwn(current.current, event.key) ? current.current[event.key] : undefined;
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
