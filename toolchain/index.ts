export type { ToolIdentity } from "./identity.ts";
export { type PrepareToolchainOptions, prepareToolchain, type Toolchain } from "./prepare.ts";
export type { ToolchainEvent, ToolchainProgress } from "./progress/events.ts";
export { lineProgress } from "./progress/lines.ts";
export { liveProgress } from "./progress/live.ts";
