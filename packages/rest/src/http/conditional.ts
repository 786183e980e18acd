import { invalid } from "@parley/api/errors";

/** The version of a resource, followed by those of resources that are embedded in it. */
export type Version = number | readonly [number, ...number[]];

/** The entity tag of a version: `"3"`, or `"3.1.7"` with embedded resources. */
export const etagOf = (version: Version) => `"${[version].flat().join(".")}"`;

/** Whether `If-None-Match` names this version. */
export function isKnown(ifNoneMatch: string | undefined, version: Version): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(",").map(strongTag);
  return tags.includes("*") || tags.includes(etagOf(version));
}

/** A version that no resource has: a tag that is not ours can't match. */
const NEVER = 0;

/**
 * The version that `If-Match` requires. Of a tag with embedded versions only the first counts: a write changes the
 * resource itself alone.
 * @throws DomainError VALIDATION_ERROR when the header names several.
 */
export function versionIn(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === "*") return undefined;
  if (ifMatch.includes(",")) throw invalid("If-Match", "must name one version");
  const version = /^"([1-9]\d{0,8})(?:\.\d{1,9})*"$/.exec(strongTag(ifMatch))?.[1];
  return version === undefined ? NEVER : Number(version);
}

/** Some proxies weaken tags when they compress; the version in the tag stays the same. */
const strongTag = (tag: string) => tag.trim().replace(/^W\//, "");
