/**
 * On what a fault breaks: Pulumi would wait ten minutes for a Deployment that never gets ready, and the harness watches
 * readiness itself (https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/).
 */
export const UNAWAITED = { "pulumi.com/skipAwait": "true" } as const;
