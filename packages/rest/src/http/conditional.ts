import { invalid } from "@parley/api/errors";

/** The version of a thing, and of other things that are shown in it. */
export type Version = number | readonly [number, ...number[]];

/** What a version looks like as an entity tag: `"3"`, or `"3.1.7"` with others shown in it. */
export const etagOf = (version: Version) => `"${[version].flat().join(".")}"`;

/** Whether `If-None-Match` says that the client has this version already. */
export function isKnown(ifNoneMatch: string | undefined, version: Version): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(",").map(strong);
  return tags.includes("*") || tags.includes(etagOf(version));
}

/** A version that nothing has: a tag that is not ours can't be the present one. */
const NEVER = 0;

/**
 * The version that a write depends on: of the thing itself, which alone it changes.
 * @throws DomainError VALIDATION_ERROR when the header names several.
 */
export function versionIn(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === "*") return undefined;
  if (ifMatch.includes(",")) throw invalid("If-Match", "must name one version");
  const version = /^"([1-9]\d{0,8})(?:\.\d{1,9})*"$/.exec(strong(ifMatch))?.[1];
  return version === undefined ? NEVER : Number(version);
}

/** Some proxies weaken tags when they compress; the version in it is still the same. */
const strong = (tag: string) => tag.trim().replace(/^W\//, "");
