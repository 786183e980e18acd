import { expect, it } from "vitest";
import { createLog } from "./log.ts";

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog("debug", { write: (line) => void lines.push(line) }));
  return lines.join("");
}

class PostgresError extends Error {
  override readonly name = "PostgresError";
  readonly code = "22P02";
  readonly detail = "Key (email)=(a-secret) already exists.";
  readonly query = "select 'a-secret'";
  readonly parameters = ["a-secret"];
}

it.each(["password", "token", "key", "content", "authorization", "cookie", "query", "parameters", "args"])(
  "redacts fields named %s up to two levels deep",
  (name) => {
    const output = logged((log) => {
      log.info({ [name]: "a-secret" }, "flat");
      log.info({ request: { [name]: "a-secret" } }, "inside");
      log.info({ request: { headers: { [name]: "a-secret" } } }, "further inside");
    });
    expect(output).not.toContain("a-secret");
    expect(output.match(/\[redacted\]/g)).toHaveLength(3);
  },
);

it("logs the type and place of an error without data", () => {
  const inner = new PostgresError('invalid input syntax for type uuid: "a-secret\nof two lines"');
  const query = new Error('Failed query: insert into "message" values ($1)\nparams: a-secret', {
    cause: inner,
  });
  const around = new Error("TRPCError: Failed query: params: a-secret", { cause: query });
  const parsed = new SyntaxError(`Unexpected token 'a', "a-secret" is not valid JSON`);
  const output = logged((log) => {
    for (const err of [inner, query, around, parsed]) log.error({ err }, "failed");
    log.error({ err: new TypeError("x is not a function") }, "failed");
  });
  expect(output).not.toContain("a-secret");
  expect(output).toContain("22P02");
  expect(output).toContain("invalid input syntax for type uuid");
  expect(output).toContain("x is not a function");
  expect(output).toContain("log.test.ts");
});
