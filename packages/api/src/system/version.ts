/** The version of the product, as its API and documents state it. */
export const VERSION = "0.1.0";
