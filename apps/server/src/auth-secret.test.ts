import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadSecret } from "./auth-secret.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-secret-"));
  file = join(folder, "auth-secret");
});
afterEach(() => rm(folder, { recursive: true }));

it("is created once, with at least 32 characters and mode 600, and stays the same", async () => {
  const secret = await loadSecret(file);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(await loadSecret(file)).toBe(secret);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["auth-secret"]);
});

it("ignores a trailing newline, as editors add it", async () => {
  await writeFile(file, `${"x".repeat(40)}\n`);
  expect(await loadSecret(file)).toBe("x".repeat(40));
});

it("is refused when it is empty or too short, and not replaced", async () => {
  for (const broken of ["", "short\n"]) {
    await writeFile(file, broken);
    await expect(loadSecret(file)).rejects.toThrow(`${file} holds no secret.`);
    expect(await readFile(file, "utf8")).toBe(broken);
  }
});

it("names the file when it can't be used", async () => {
  await mkdir(file);
  await expect(loadSecret(file)).rejects.toMatchObject({
    name: "StartError",
    message: expect.stringContaining(file),
  });
});
