import { expect, it, vi } from "vitest";
import { writeTogether } from "./writes.ts";

const refused = () => Object.assign(new Error("no"), { name: "PostgresError", code: "23505" });
const lost = () => Object.assign(new Error("gone"), { code: "CONNECTION_CLOSED" });

/** Writes words; the same first letter is the same subject. */
function words(many: (all: string[]) => Promise<(string | undefined)[]>) {
  const alone: string[] = [];
  const write = writeTogether<string, string>({
    subjectOf: (word) => word.charAt(0),
    many,
    async one(word) {
      alone.push(word);
      if (word.endsWith("!")) throw refused();
      return `${word} alone`;
    },
  });
  return { write, alone };
}

const done = async (all: string[]) => all.map((word) => `${word} done`);
const statuses = (results: PromiseSettledResult<unknown>[]) => results.map(({ status }) => status);

it("writes once what is asked for at the same time, and tells each its own result", async () => {
  const sent: string[][] = [];
  const { write } = words((all) => {
    sent.push(all);
    return done(all);
  });
  expect(await Promise.all([write("ant"), write("bee")])).toEqual(["ant done", "bee done"]);
  expect(await write("cat")).toBe("cat done");
  expect(sent).toEqual([["ant", "bee"], ["cat"]]);
});

it("keeps two of one subject apart, in their order", async () => {
  const sent: string[][] = [];
  const { write } = words((all) => {
    sent.push(all);
    return done(all);
  });
  await Promise.all([write("ant"), write("ape"), write("bee"), write("auk")]);
  expect(sent).toEqual([["ant", "bee"], ["ape"], ["auk"]]);
});

it("asks again, alone, where nothing was written", async () => {
  const { write, alone } = words(async (all) => all.map((word) => (word === "bee" ? undefined : word)));
  expect(await Promise.all([write("ant"), write("bee")])).toEqual(["ant", "bee alone"]);
  expect(alone).toEqual(["bee"]);
});

it("lets nobody fail for another's sake", async () => {
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

it("sends one at a time, and what gathers meanwhile goes together", async () => {
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

it("lets nobody wait for a statement that takes long", async () => {
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
