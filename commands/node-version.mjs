// Every npm script that runs TypeScript loads this first. It is plain JavaScript so that any Node can read it.
import { readFileSync } from 'node:fs';

const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

if (process.versions.node !== devDependencies.node) {
  console.error(
    `Tidings runs on Node ${devDependencies.node}, which npm ci installs beside it, but this is Node ${process.versions.node}.\n` +
      'Run npm ci (without --ignore-scripts), then call the command through npm run.',
  );
  process.exit(1);
}
