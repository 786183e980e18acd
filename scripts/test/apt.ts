import { existsSync } from "node:fs";
import { run } from "./command.ts";

/**
 * Installs a Debian package.
 * @returns undefined when it is installed, otherwise the reason why it is not
 */
export async function aptInstall(name: string): Promise<string | undefined> {
  if (!existsSync("/usr/bin/apt-get"))
    return `${name} is not installed, and there is no apt here to install it`;
  if (process.getuid?.() !== 0) return `${name} is not installed, and only root may install it with apt`;
  console.log(`Installing ${name} with apt ...`);
  const install = () =>
    run("apt-get", ["install", "--yes", "-qq", "--no-install-recommends", name], {
      // With runlevel 1 the package's service is not started.
      env: { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
    });
  if ((await install()) === 0) return undefined;
  await run("apt-get", ["update", "-qq"]);
  return (await install()) === 0 ? undefined : `${name} could not be installed with apt`;
}
