/**
 * For the Go programs in our images: a collection only after the heap has grown threefold. A cluster lives for minutes and most of
 * its work is starting, where collecting takes a third of an API server's time; it costs some 50 MB a cluster. See ADR 0008.
 */
export const RARE_COLLECTION = "GOGC=200";
