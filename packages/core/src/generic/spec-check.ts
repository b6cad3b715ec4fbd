import { ConfigError } from "../errors.ts";
import { didYouMean } from "../router/did-you-mean.ts";

/** Looks at a specification that was written as data, and gathers all that is wrong with it. */
export interface SpecCheck {
  /** Reports keys that nobody reads; `false` where the value is no object. */
  object(value: unknown, at: string, keys: readonly string[]): value is Readonly<Record<string, unknown>>;
  /** Whether it is text that fits; absent is fine unless `required`. */
  text(
    value: unknown,
    at: string,
    rule: { readonly required?: boolean; readonly fits?: RegExp; readonly write: string },
  ): void;
  /** Whether it is one of these words, or absent. */
  oneOf(value: unknown, at: string, words: readonly string[]): void;
  wrong(at: string, message: string): void;
  /** Throws one `ConfigError` with everything that is wrong. */
  done(): void;
}

/** `what`: how the specification is called where it is written, `hmacProvider`. */
export function createSpecCheck(what: string, id: unknown): SpecCheck {
  const problems: string[] = [];
  const wrong = (at: string, message: string): void => void problems.push(`${at} ${message}`);
  return {
    wrong,
    object(value, at, keys): value is Readonly<Record<string, unknown>> {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        wrong(at, `must be an object with ${keys.slice(0, 4).join(", ")}`);
        return false;
      }
      for (const key of Object.keys(value))
        if (!keys.includes(key))
          wrong(at === "" ? key : `${at}.${key}`, `is no option.${didYouMean(key, keys)}`);
      return true;
    },
    text(value, at, { required = false, fits, write }) {
      if (value === undefined && !required) return;
      if (typeof value !== "string" || value === "" || fits?.test(value) === false)
        wrong(at, `${value === undefined ? "is missing" : `is ${shown(value)}`}: write ${write}`);
    },
    oneOf(value, at, words) {
      if (value === undefined || words.includes(value as string)) return; // safe: only compared
      wrong(
        at,
        `is ${shown(value)}: write one of ${words.join(", ")}.${typeof value === "string" ? didYouMean(value, words) : ""}`,
      );
    },
    done() {
      if (problems.length === 0) return;
      const name = typeof id === "string" ? `${what}(${shown(id)})` : what;
      const lines = problems.map((problem) => `  - ${problem}`);
      throw new ConfigError(
        `${name} has ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}:\n${lines.join("\n")}`,
      );
    },
  };
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 80) ?? String(value).slice(0, 80);
}
