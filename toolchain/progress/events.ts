/** What happens while a toolchain is prepared; renderers turn it into a live display or into lines. */
export type ToolchainEvent =
  | { readonly type: "planned"; readonly steps: readonly PlannedStep[] }
  | { readonly type: "started"; readonly component: string; readonly log: string }
  /** Another faultline is making the same thing. */
  | { readonly type: "waiting"; readonly component: string; readonly pid: number }
  | { readonly type: "done"; readonly component: string; readonly seconds: number }
  | { readonly type: "failed"; readonly component: string; readonly error: unknown }
  /** Something to know that is not a step: which tool of the host is used, that the engine starts. */
  | { readonly type: "note"; readonly text: string }
  | { readonly type: "finished" };

export interface PlannedStep {
  readonly component: string;
  readonly version: string;
  readonly expectedSeconds: number;
  readonly lane: "cpu" | "io";
  readonly needs: readonly string[];
  readonly cached: boolean;
}

export type ToolchainProgress = (event: ToolchainEvent) => void;
