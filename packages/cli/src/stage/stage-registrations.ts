import type { AwsEngine } from "./stage-engine.ts";
import type { Engine } from "../engine.ts";
import { CommandFailure } from "../failure.ts";

type Store = ReturnType<NonNullable<Engine["createRegistrationStore"]>>;
type StoredRegistration = Awaited<ReturnType<Store["read"]>>;
type Secrets = StoredRegistration["secrets"];

export interface StageRegistrationsOptions {
  readonly table: ReturnType<AwsEngine["openRegistrations"]>;
  /** The stage's secrets of a source as they are now, newest first. */
  readonly secrets: (source: string) => readonly string[];
  /** Sets the `sst.Secret` of a source. */
  readonly setSecret: (source: string, value: string) => Promise<void>;
  readonly digest: (secret: string) => string;
  readonly now: () => Date;
}

/**
 * The registrations of a stage: secrets are SST's, all that is accepted in one value separated by commas; the rest is in
 * the table. A secret is set before the table knows of it, and only when it is another; one whose overlap has ended goes
 * when the next is set.
 */
export function createStageRegistrations(options: StageRegistrationsOptions): Store {
  const { table, digest } = options;
  const written = new Map<string, readonly string[]>();
  const known = (source: string): readonly string[] => written.get(source) ?? options.secrets(source);
  return {
    async read(source) {
      const { overlaps, ...rest } = await table.read(source);
      const untilOf = new Map(overlaps.map(({ secretDigest, until }) => [secretDigest, until]));
      return {
        ...rest,
        secrets: known(source).map((value, index) => {
          const until = index === 0 ? undefined : untilOf.get(digest(value));
          return { value, ...(until !== undefined && { until }) };
        }),
      };
    },
    async write(source, { secrets, ...rest }) {
      const kept = secrets.filter(
        ({ until }) => until === undefined || Date.parse(until) > options.now().getTime(),
      );
      const values = kept.map(({ value }) => value);
      const before = known(source);
      const isNew = values.some((value) => !before.includes(value)) || values[0] !== before[0];
      if (isNew) {
        refuseSeparators(source, values);
        await options.setSecret(source, values.join(","));
        written.set(source, values);
      }
      await table.write(source, { ...rest, overlaps: overlapsOf(isNew ? kept : secrets, digest) });
    },
  };
}

function overlapsOf(secrets: Secrets, digest: (secret: string) => string) {
  return secrets.flatMap(({ value, until }) =>
    until === undefined ? [] : [{ secretDigest: digest(value), until }],
  );
}

function refuseSeparators(source: string, values: readonly string[]): void {
  if (values.every((value) => value.trim() === value && !/[,\n\r]/.test(value))) return;
  throw new CommandFailure(
    "secret_not_storable",
    `The provider's secret of "${source}" has a comma, a line's end, or spaces around it, and a stage separates secrets by commas. Have the provider make another: npx hookyard register ${source} --rotate`,
  );
}
