import { OperationCancelled } from "./failures.ts";

/** The signal of the operation that runs now. The engine sends Cancel at the end of EVERY operation, so `relist` starts the next. */
export interface Operation {
  readonly signal: AbortSignal;
  relist(): void;
  cancel(): void;
}

export function newOperation(): Operation {
  let controller = new AbortController();
  return {
    get signal() {
      return controller.signal;
    },
    relist() {
      if (controller.signal.aborted) controller = new AbortController();
    },
    cancel() {
      controller.abort(
        new OperationCancelled("The operation was cancelled. Run it again to finish what is missing."),
      );
    },
  };
}
