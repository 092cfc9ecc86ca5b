export { importImages, pullImages } from "./bring-images.ts";
export { buildComponents } from "./build-components.ts";
export { prepareToolchain, type Toolchain } from "./prepare.ts";
export type { ToolchainProgress } from "./progress/events.ts";
export { lineProgress } from "./progress/lines.ts";
export { liveProgress, showProgress } from "./progress/show.ts";
export { pruneToolchain } from "./prune.ts";
export { type ComponentStatus, toolchainStatus } from "./status.ts";
