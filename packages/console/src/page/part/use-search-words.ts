import { useMemo } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { useSearch } from "wouter-preact/use-location";

/** What is sought stands in the page's address, to be kept and sent to somebody else. Empty words are left out. */
export function useSearchWords<Name extends string>(
  names: readonly Name[],
): readonly [
  Readonly<Partial<Record<Name, string>>>,
  (words: Readonly<Partial<Record<Name, string>>>) => void,
] {
  const search = useSearch();
  const [path, go] = useLocation();
  const words = useMemo(() => {
    const parameters = new URLSearchParams(search);
    const found: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = parameters.get(name);
      if (value !== null && value !== "") found[name] = value;
    }
    return found;
  }, [search]);
  const set = (next: Readonly<Partial<Record<Name, string>>>): void => {
    const parameters = new URLSearchParams();
    for (const name of names) {
      const value = next[name];
      if (value !== undefined && value !== "") parameters.set(name, value);
    }
    const text = parameters.toString();
    go(text === "" ? path : `${path}?${text}`);
  };
  return [words, set];
}
