/** The version of the product, as told by its API and documents. */
export const VERSION = "0.1.0";
