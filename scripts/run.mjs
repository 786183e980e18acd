// The entry point of all npm scripts: `node scripts/run.mjs start | dev | test | seed | bench`. Any version of Node must be
// able to parse this file, so it imports the rest only after checking the version.
const major = Number(process.versions.node.split(".")[0]);
if (major < 18) {
  console.error(`Parley needs Node 18 or newer to start, and this is Node ${process.versions.node}.`);
  process.exit(1);
}
import("./launch/main.mjs").then((launch) => launch.main(process.argv.slice(2)));
