#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`local-gateway: found Node ${process.versions.node}, expected 22.18 or newer`);
  process.exit(2);
}
await import('../dist/cli.mjs');
