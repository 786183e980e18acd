import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keptSecret } from "./auth-secret.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-secret-"));
  file = join(folder, "auth-secret");
});
afterEach(() => rm(folder, { recursive: true }));

it("is made once, long, for the server's eyes only, and stays the same", async () => {
  const secret = await keptSecret(file);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(await keptSecret(file)).toBe(secret);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["auth-secret"]);
});

it("takes one that somebody wrote with an editor", async () => {
  await writeFile(file, `${"x".repeat(40)}\n`);
  expect(await keptSecret(file)).toBe("x".repeat(40));
});

it("never goes on with an empty or a short one", async () => {
  for (const broken of ["", "short\n"]) {
    await writeFile(file, broken);
    await expect(keptSecret(file)).rejects.toThrow(`${file} holds no secret.`);
    expect(await readFile(file, "utf8")).toBe(broken);
  }
});

it("says which file can't be used", async () => {
  await mkdir(file);
  await expect(keptSecret(file)).rejects.toMatchObject({
    name: "StartError",
    message: expect.stringContaining(file),
  });
});
