/** In a file of its own, for pages that need no other strings. */
export const PRODUCT = "Parley";
