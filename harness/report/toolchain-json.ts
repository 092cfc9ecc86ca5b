import type { Matrix } from "./matrix-schema.ts";

/** `toolchain.json`: what the run used, to compare runs by. */
export function toolchainFrom({ run }: Matrix): object {
  const { id, host, standIns, toolchain } = run;
  return { schema: "faultline/toolchain@1", run: id, host, standIns, components: toolchain };
}
