import type { JudgedChange } from "./changes.ts";
import type { Path } from "./path.ts";
import type { Properties } from "./values.ts";

/** What is served to one connection of the engine. Every method may throw a FaultlineError; its message reaches the user as it is. */
export interface Plugin {
  readonly name: string;
  readonly version: string;
  /** Invalid provider settings, each with its property. */
  checkConfig(config: Properties): readonly CheckFailure[];
  /** Whether other settings mean another place, so that everything there has to be created anew. */
  diffConfig(before: Properties, after: Properties): readonly JudgedChange[];
  configure(config: Properties): void;
  /** @throws UnsupportedByPlugin for a type the plugin does not have. */
  resource(type: string): ResourceType;
}

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** The life of one kind of resource. All properties come without secret wrappers; where they were is put back by the caller. */
export interface ResourceType {
  /** Paths of outputs that are secret whatever the inputs were. */
  readonly secretOutputs?: readonly Path[];
  check(
    call: CheckCall,
  ): Promise<{ readonly inputs: Properties; readonly failures: readonly CheckFailure[] }>;
  diff(call: DiffCall): Promise<ResourceDiff>;
  create(call: CreateCall): Promise<{ readonly id: string; readonly outputs: Properties }>;
  /** Null when the resource does not exist (any more). */
  read(
    call: ReadCall,
  ): Promise<{ readonly id: string; readonly inputs: Properties; readonly outputs: Properties } | null>;
  update(call: UpdateCall): Promise<Properties>;
  delete(call: DeleteCall): Promise<void>;
}

interface Call {
  readonly urn: string;
  /** The resource's own name, the URN's last part. */
  readonly name: string;
  readonly type: string;
  /** Aborted when the user stops the operation. */
  readonly signal: AbortSignal;
}

export interface CheckCall extends Call {
  readonly oldInputs: Properties | null;
  readonly inputs: Properties;
  /** Bytes that are the same in a preview and its update only if the engine says so; the source of generated names. */
  readonly randomSeed: Uint8Array;
  /** The engine's own naming rule, where the user configured one. */
  readonly autonaming: { readonly mode: "propose" | "enforce" | "disable"; readonly proposed: string } | null;
}

export interface DiffCall extends Call {
  readonly id: string;
  readonly oldInputs: Properties;
  readonly outputs: Properties;
  readonly inputs: Properties;
}

export interface ResourceDiff {
  readonly changes: readonly JudgedChange[];
  /** For names that are fixed: the old one must go before the new one can come. */
  readonly deleteBeforeReplace: boolean;
}

export interface CreateCall extends Call {
  readonly inputs: Properties;
  readonly preview: boolean;
  /** customTimeouts in seconds, 0 for none. */
  readonly timeoutSeconds: number;
}

export interface ReadCall extends Call {
  readonly id: string;
  /** Empty for an import. */
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly timeoutSeconds: number;
}

export interface UpdateCall extends Call {
  readonly id: string;
  readonly oldInputs: Properties;
  readonly outputs: Properties;
  readonly inputs: Properties;
  readonly preview: boolean;
  readonly timeoutSeconds: number;
}

export interface DeleteCall extends Call {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly timeoutSeconds: number;
}
