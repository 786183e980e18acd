import * as z from "zod";

/** A whole number in a query string. Other values pass unchanged, so that `schema` rejects them in its own words. */
export const numberInQuery = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (typeof value === "string" && INTEGER.test(value) ? Number(value) : value), schema);

const INTEGER = /^-?\d{1,16}$/;
