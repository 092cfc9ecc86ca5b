/** A GitHub thread as sources and selectors name it: "owner/repo#n". A documentation address with an anchor is none. */
export const THREAD = /^[\w.-]+\/[\w.-]+#\d+$/;
