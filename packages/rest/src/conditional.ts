import { invalid } from "@parley/api/errors";

/** What a version looks like as an entity tag. */
export const etagOf = (version: number) => `"${version}"`;

/** Whether `If-None-Match` says that the client has this version already. */
export function isKnown(ifNoneMatch: string | undefined, version: number): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(",").map(strong);
  return tags.includes("*") || tags.includes(etagOf(version));
}

/** A version that nothing has: a tag that is not ours can't be the present one. */
const NEVER = 0;

/**
 * The version that a write depends on.
 * @throws DomainError VALIDATION_ERROR when the header names several.
 */
export function versionIn(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === "*") return undefined;
  if (ifMatch.includes(",")) throw invalid("If-Match", "must name one version");
  const version = /^"([1-9]\d{0,8})"$/.exec(strong(ifMatch))?.[1];
  return version === undefined ? NEVER : Number(version);
}

/** Some proxies weaken tags when they compress; the version in it is still the same. */
const strong = (tag: string) => tag.trim().replace(/^W\//, "");
