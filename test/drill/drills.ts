/** Where a drill strikes: while the CLI prepares the toolchain and engine, or in a phase of its cell. */
export const POINTS = [
  "toolchain",
  "stand",
  "baseline",
  "fault",
  "symptom",
  "fix",
  "recovery",
  "destroy",
] as const;
export type Point = (typeof POINTS)[number];

export type StopSignal = "SIGINT" | "SIGTERM" | "SIGKILL";
const SIGNALS: readonly StopSignal[] = ["SIGINT", "SIGTERM", "SIGKILL"];

/** Whose process gets the signal, and where there is one: Pulumi and its plugin live while a state is moved. */
const STRUCK = {
  cli: POINTS,
  worker: POINTS.slice(1),
  pulumi: ["stand", "fault", "fix", "destroy"],
  plugin: ["stand", "fault", "fix"],
  engine: ["stand", "symptom", "recovery"],
} as const satisfies Record<string, readonly Point[]>;
export type Target = keyof typeof STRUCK;

/** What happens to the machine under a run. */
export const MISHAPS = [
  "results disk full",
  "state disk full",
  "engine restarted",
  "two runs at once",
  "clock ahead",
  "clock back",
] as const;
export type Mishap = (typeof MISHAPS)[number];

export interface Kill {
  readonly kind: "kill";
  readonly target: Target;
  readonly signal: StopSignal;
  readonly at: Point;
  /** What removes what a killed CLI left: the outside process that it had started, or `faultline prune`. */
  readonly cleaner: "reaper" | "prune";
}

export interface Misfortune {
  readonly kind: "mishap";
  readonly what: Mishap;
  readonly at: Point;
}

export type Drill = Kill | Misfortune;

const kills = (Object.keys(STRUCK) as Target[]).flatMap((target) =>
  STRUCK[target].flatMap((at) =>
    SIGNALS.map((signal): Kill => ({ kind: "kill", target, signal, at, cleaner: "prune" })),
  ),
);
/** The reaper is what a user has; it is asked where least, some and most is there to remove. */
const reaped = (["stand", "symptom", "destroy"] as const).map(
  (at): Kill => ({ kind: "kill", target: "cli", signal: "SIGKILL", at, cleaner: "reaper" }),
);
const mishaps = MISHAPS.map((what): Misfortune => ({ kind: "mishap", what, at: "symptom" }));

/** Every drill there is. */
export const DRILLS: readonly Drill[] = [...kills, ...reaped, ...mishaps];

export function nameOf(drill: Drill): string {
  if (drill.kind === "mishap") return `${drill.what} in ${drill.at}`;
  const { target, signal, at, cleaner } = drill;
  return `${signal} ${target} in ${at}${cleaner === "reaper" ? ", reaper" : ""}`;
}

/** How the struck run's CLI may end; null: killed. A mishap may be over before anybody asks for what it took. */
export function exitsOf(drill: Drill): readonly (number | null)[] {
  if (drill.kind === "kill") {
    if (drill.target !== "cli") return [3];
    return [drill.signal === "SIGKILL" ? null : 130];
  }
  if (drill.what === "two runs at once") return [null];
  return drill.what.endsWith("disk full") ? [3] : [0, 3];
}

/** Those that may go on beside one another on one engine: what strikes the engine, the disk or the clock strikes everybody. */
export function isAlone(drill: Drill): boolean {
  return drill.kind === "mishap" || drill.target === "engine";
}

/** Drills to be done at once, `most` at a time, those of one phase together, so that nobody waits long for another. */
export function roundsOf(drills: readonly Drill[], most: number): readonly (readonly Drill[])[] {
  const shared = POINTS.flatMap((point) => {
    const here = drills.filter((drill) => drill.at === point && !isAlone(drill));
    const ofPlugin = Map.groupBy(here, isOfPlugin);
    return [false, true].flatMap((plugin) => inGroups(ofPlugin.get(plugin) ?? [], most));
  });
  return [...shared, ...drills.filter(isAlone).map((drill) => [drill])];
}

/** What asks for Pulumi's own plugin, as ours is served by the worker. */
export function isOfPlugin(drill: Drill): boolean {
  return drill.kind === "kill" && drill.target === "plugin";
}

/**
 * Rounds that follow one another on the same runs: each strikes what goes on after the one before, and only the last is gone on with
 * to its end. A mishap is a chain of its own.
 */
export function chainsOf(
  rounds: readonly (readonly Drill[])[],
  longest: number,
): readonly (readonly (readonly Drill[])[])[] {
  const kinds = Map.groupBy(rounds, ([first]) =>
    first === undefined || first.kind === "mishap" ? "mishap" : `${isAlone(first)} ${isOfPlugin(first)}`,
  );
  return [...kinds].flatMap(([kind, same]) => inGroups(same, kind === "mishap" ? 1 : longest));
}

function inGroups<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
