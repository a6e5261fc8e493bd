#!/usr/bin/env node
// Plain JavaScript: a Node too old to read TypeScript can still run this and say what it needs.
const major = Number.parseInt(process.versions.node, 10);
if (major >= 24) {
  await import('./c360.ts');
} else {
  process.stderr.write(
    `c360 needs Node 24 or newer; this is ${process.version}. ` +
      'Run it through npm, which brings its own Node: npm start, or npm run c360 -- --help\n',
  );
  process.exitCode = 2;
}
