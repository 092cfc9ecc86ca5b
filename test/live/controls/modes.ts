import type { FailureModes } from "../../../harness/scenario/define.ts";

export const modes: FailureModes = {
  F99: { title: "No fault", meaning: "Nothing is broken, or nothing is mended: faultline itself is tested." },
};
