#!/usr/bin/env node
// Imports nothing before the check: an older Node would fail on the first file with words that help nobody.
const major = Number(process.versions.node.split('.', 1)[0]);
if (major < 24) {
  process.stderr.write(
    `c360 needs Node 24 or newer; this is ${process.version}. ` +
      'Run it through npm, which brings its own Node: npm start, or npm run c360 -- --help\n',
  );
  process.exit(2);
}
const { runCli } = await import('./run-cli.ts');
process.exitCode = await runCli(process.argv.slice(2));
