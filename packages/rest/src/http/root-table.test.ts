import { expect, it } from "vitest";
import { rootTable, selectApi } from "./root-table.ts";

const roots = rootTable([
  { kind: "one", roots: ["/ones"], sharedRoots: ["/things"] },
  { kind: "two", roots: [], sharedRoots: ["/things"] },
]);

function selected(path: string, named: string | undefined) {
  const root = roots.find((candidate) => candidate.path === path);
  return root && selectApi(root, named)?.kind;
}

it("lists a shared path once", () => {
  expect(roots.map(({ path }) => path)).toEqual(["/ones", "/things"]);
});

it.each([
  [undefined, "one"],
  ["", "one"],
  ["two", "two"],
  ["Two", "two"],
  ["three", undefined],
])("at a shared path the header %j selects %s", (named, kind) => {
  expect(selected("/things", named)).toBe(kind);
});

it("ignores the header at the path of a single API", () => {
  expect(selected("/ones", "two")).toBe("one");
});
