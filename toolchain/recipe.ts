/**
 * How a component comes to be in the cache. A recipe is a pure description of inputs plus one `make`; the cache decides
 * whether it runs (never twice for the same key), where its output and its log go, and how long it is expected to take.
 */
export interface Recipe {
  /** Component of the lock file, e.g. "kubernetes", "node-image". */
  readonly component: string;
  readonly version: string;
  /** Recipes whose outputs this one reads; made first. */
  readonly needs: readonly Recipe[];
  /** Everything that decides the output besides `needs`: lock entry, file contents, flags. Hashed into the cache key. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Seconds on a quiet 2-core machine, for the progress display. */
  readonly expectedSeconds: number;
  /** `cpu` recipes run one at a time; `io` ones (downloads, image assembly) overlap with them. */
  readonly lane: "cpu" | "io";
  /** Writes its result into `into.output` (an empty folder); throwing leaves nothing in the cache. */
  readonly make: (into: RecipeRun) => Promise<void>;
}

export interface RecipeRun {
  readonly output: string;
  /** Private scratch folder, removed afterwards. */
  readonly scratch: string;
  /** Output folder of a needed recipe, by component. */
  readonly needed: (component: string) => string;
  /** Runs a program with its output in the step's log. @throws ToolchainStepFailed naming the log on a non-zero exit. */
  readonly run: (file: string, args: readonly string[], options?: StepRunOptions) => Promise<string>;
  readonly signal: AbortSignal;
}

export interface StepRunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}
