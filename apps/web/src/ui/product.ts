/** What the product is called; apart from the other words, for pages that carry few. */
export const PRODUCT = "Parley";
