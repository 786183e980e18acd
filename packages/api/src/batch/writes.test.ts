import { expect, it, vi } from "vitest";
import { batchWrites } from "./writes.ts";

const refused = () => Object.assign(new Error("no"), { name: "PostgresError", code: "23505" });
const lost = () => Object.assign(new Error("gone"), { code: "CONNECTION_CLOSED" });

/** Writes words; the same first letter is the same subject. */
function words(many: (all: string[]) => Promise<(string | undefined)[]>) {
  const alone: string[] = [];
  const write = batchWrites<string, string>({
    subjectOf: (word) => word.charAt(0),
    writeMany: many,
    async writeOne(word) {
      alone.push(word);
      if (word.endsWith("!")) throw refused();
      return `${word} alone`;
    },
  });
  return { write, alone };
}

const done = async (all: string[]) => all.map((word) => `${word} done`);
const statuses = (results: PromiseSettledResult<unknown>[]) => results.map(({ status }) => status);

it("writes concurrent items in one batch and returns each its own result", async () => {
  const sent: string[][] = [];
  const { write } = words((all) => {
    sent.push(all);
    return done(all);
  });
  expect(await Promise.all([write("ant"), write("bee")])).toEqual(["ant done", "bee done"]);
  expect(await write("cat")).toBe("cat done");
  expect(sent).toEqual([["ant", "bee"], ["cat"]]);
});

it("keeps two items of one subject in separate batches, in order", async () => {
  const sent: string[][] = [];
  const { write } = words((all) => {
    sent.push(all);
    return done(all);
  });
  await Promise.all([write("ant"), write("ape"), write("bee"), write("auk")]);
  expect(sent).toEqual([["ant", "bee"], ["ape"], ["auk"]]);
});

it("writes an item that the batch skipped again, alone", async () => {
  const { write, alone } = words(async (all) => all.map((word) => (word === "bee" ? undefined : word)));
  expect(await Promise.all([write("ant"), write("bee")])).toEqual(["ant", "bee alone"]);
  expect(alone).toEqual(["bee"]);
});

it("fails no item because of another one", async () => {
  const { write } = words(() => Promise.reject(refused()));
  const results = await Promise.allSettled([write("ant"), write("bee!"), write("cat")]);
  expect(statuses(results)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

it("does not repeat what may be written already", async () => {
  const { write, alone } = words(() => Promise.reject(lost()));
  const results = await Promise.allSettled([write("ant"), write("bee")]);
  expect(statuses(results)).toEqual(["rejected", "rejected"]);
  expect(alone).toEqual([]);
});

it("runs one batch at a time, and items that arrive meanwhile form the next", async () => {
  const { write, sent, answers } = slowWords();
  const results: Promise<string>[] = [];
  for (const letter of ["a", "b", "c", "d"]) {
    results.push(write(letter));
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  }
  expect(sent).toEqual([["a"]]);
  answers[0]?.();
  expect(await results[0]).toBe("a");
  expect(sent).toEqual([["a"], ["b", "c", "d"]]);
  answers[1]?.();
  expect(await Promise.all(results)).toEqual(["a", "b", "c", "d"]);
});

it("lets no item wait for a slow batch", async () => {
  const { write, sent, answers } = slowWords();
  const long = write("long");
  await vi.waitUntil(() => sent.length === 1);
  const next = write("next");
  await vi.waitUntil(() => sent.length === 2);
  answers[1]?.();
  expect(await next).toBe("next");
  answers[0]?.();
  expect(await long).toBe("long");
  expect(sent).toEqual([["long"], ["next"]]);
});

/** Words whose statements are answered when the test says so. */
function slowWords() {
  const sent: string[][] = [];
  const answers: (() => void)[] = [];
  const { write } = words((all) => {
    sent.push(all);
    return new Promise((resolve) => answers.push(() => resolve(all)));
  });
  return { write, sent, answers };
}
