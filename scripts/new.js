/** `npm run new step text/redact`: a step, format, check or component, with its test. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { kinds, scaffold } from './scaffold.js';

const [kind = '', name = ''] = process.argv.slice(2);
try {
  const { files, next } = scaffold(kind, name);
  const taken = files.find(({ path }) => existsSync(path));
  if (taken) throw new Error(`${taken.path} is there already.`);
  for (const { path, content } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    console.log(path);
  }
  console.log(`Next: ${next}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`Usage: npm run new (${kinds.join('|')}) NAME, such as: npm run new step text/redact`);
  process.exitCode = 1;
}
