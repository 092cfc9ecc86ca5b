/** Name and version of the plugin behind these resources; the engine looks for `pulumi-resource-faultline` at this version. */
export const PACKAGE = { name: "faultline", version: "0.1.0" } as const;
