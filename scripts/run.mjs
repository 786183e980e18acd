// The way into Parley: `node scripts/run.mjs start | dev | test | seed | bench`. Whatever Node there is reads this file, so
// it imports nothing before it knows that the Node is new enough for the rest.
const major = Number(process.versions.node.split(".")[0]);
if (major < 18) {
  console.error(`Parley needs Node 18 or newer to start, and this is Node ${process.versions.node}.`);
  process.exit(1);
}
import("./launch/main.mjs").then((launch) => launch.main(process.argv.slice(2)));
