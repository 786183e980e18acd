import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);
/** OWASP's recommended minimum for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** @returns `argon2id$memory$passes$salt$tag`. The cost is stored with the hash, so that it can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive("argon2id", { ...COST, message: normalize(password), nonce });
  return ["argon2id", COST.memory, COST.passes, nonce.toString("base64url"), tag.toString("base64url")].join(
    "$",
  );
}

export async function verifyPassword({
  hash,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  const [name, memory, passes, salt, expected] = hash.split("$");
  if (name !== "argon2id" || !memory || !passes || !salt || !expected) return false;
  const tag = Buffer.from(expected, "base64url");
  const cost = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: COST.parallelism,
    tagLength: tag.length,
  };
  const actual = await derive("argon2id", {
    ...cost,
    message: normalize(password),
    nonce: Buffer.from(salt, "base64url"),
  });
  return timingSafeEqual(actual, tag);
}

/** Keyboards encode the same character differently (composed or decomposed): normalized, they match. */
const normalize = (password: string) => password.normalize("NFKC");
