/** What `npm run new` writes, as data: kind, name -> files and what is left to do by hand. */

/** @typedef {{ path: string, content: string }} File */
/** @typedef {{ files: File[], next: string }} Scaffold */

const camel = (/** @type {string} */ name) => name.replace(/-(\w)/g, (_match, letter) => letter.toUpperCase());

const namePattern = {
  step: /^(download|audio|transcription|text)\/[a-z][a-z0-9-]*$/,
  format: /^[a-z][a-z0-9-]*$/,
  check: /^[a-z][a-z0-9-]*$/,
  component: /^[a-z]+\/[A-Z][A-Za-z0-9]*$/,
};

/** @typedef {keyof typeof namePattern} Kind */
export const kinds = /** @type {Kind[]} */ (Object.keys(namePattern));

/** @param {string} name @returns {Scaffold} */
const step = (name) => {
  const [folder = '', file = ''] = name.split('/');
  const id = camel(file);
  const base = `src/lib/pipelines/${folder}/${file}`;
  return {
    files: [
      {
        path: `${base}.ts`,
        content: `import { defineStep } from '../step.ts';

/** Say here what this step makes, and why it is a step of its own. */
export const ${id} = () =>
  defineStep({
    id: '${name}',
    version: 1,
    needs: ['draft'],
    follows: [],
    makes: ['draft'],
    lane: 'text',
    run: async ({ draft }) => ({ draft }),
  });
`,
      },
      {
        path: `${base}.test.ts`,
        content: `import { expect, test } from 'vitest';
import { ${id} } from './${file}.ts';

test('${name} needs and makes what it says', () => {
  expect(${id}()).toMatchObject({ id: '${name}', needs: ['draft'], makes: ['draft'] });
});
`,
      },
    ],
    next: `Name what it makes in src/lib/domain/artifacts.ts, add ${id}() to src/lib/pipelines/${folder}/index.ts, and its words to src/lib/i18n/en/jobs.ts.`,
  };
};

/** @param {string} name @returns {Scaffold} */
const format = (name) => ({
  files: [
    {
      path: `src/lib/formats/${name}.ts`,
      content: `import { paragraphText } from '$lib/domain/transcript.ts';
import type { Format } from './format.ts';

/** Name the specification this follows. */
export const ${camel(name)}: Format<'${name}'> = {
  id: '${name}',
  extension: '${name}',
  mime: 'text/plain',
  uses: [],
  write: (transcript) => transcript.paragraphs.map(paragraphText).join('\\n\\n') + '\\n',
};
`,
    },
    {
      path: `src/lib/formats/${name}.test.ts`,
      content: `import { expect, test } from 'vitest';
import { formats } from './index.ts';
import { ${camel(name)} } from './${name}.ts';

test('${name} is offered', () => {
  expect(formats).toContain(${camel(name)});
});
`,
    },
  ],
  next: `Add ${camel(name)} to the list in src/lib/formats/index.ts; the contract test then runs over it, and the compiler asks for its words.`,
});

/** @param {string} name @returns {Scaffold} */
const check = (name) => ({
  files: [
    {
      path: `src/lib/services/health/${name}.ts`,
      content: `import { defineCheck } from './check.ts';

/** Say here what can be wrong, and how a person notices. */
export const ${camel(name)} = defineCheck({
  id: '${name}',
  reasons: ['fine', 'missing'],
  run: async ({ capabilities }) =>
    capabilities().opfs ? { state: 'ok', reason: 'fine' } : { state: 'fail', reason: 'missing' },
});
`,
    },
    {
      path: `src/lib/services/health/${name}.test.ts`,
      content: `import { expect, test } from 'vitest';
import type { HealthPorts } from './check.ts';
import { ${camel(name)} } from './${name}.ts';

const ports = (opfs: boolean) => ({ capabilities: () => ({ opfs }) }) as HealthPorts;
const { signal } = new AbortController();

test('tells both of its states', async () => {
  expect(await ${camel(name)}.run(ports(true), signal)).toEqual({ state: 'ok', reason: 'fine' });
  expect(await ${camel(name)}.run(ports(false), signal)).toEqual({ state: 'fail', reason: 'missing' });
});
`,
    },
  ],
  next: `Add ${camel(name)} to the list in src/lib/services/health/index.ts; the compiler then asks for its words.`,
});

/** @param {string} name @returns {Scaffold} */
const component = (name) => {
  const file = name.split('/')[1] ?? '';
  return {
    files: [
      {
        path: `src/lib/ui/${name}.svelte`,
        content: `<script lang="ts">
  const { label }: { label: string } = $props();
</script>

<p>{label}</p>
`,
      },
      {
        path: `src/lib/ui/${name}.browser.test.ts`,
        content: `import { mount, unmount } from 'svelte';
import { expect, test } from 'vitest';
import ${file} from './${file}.svelte';

test('shows its label', async () => {
  const component = mount(${file}, { target: document.body, props: { label: 'Hello' } });
  expect(document.body.textContent).toContain('Hello');
  await unmount(component);
});
`,
      },
    ],
    next: `Import it where it is shown; its words go to src/lib/i18n/en/.`,
  };
};

const makers = { step, format, check, component };

/**
 * @param {string} kind @param {string} name
 * @returns {Scaffold}
 */
export const scaffold = (kind, name) => {
  if (!(kind in makers)) throw new Error(`There is no kind "${kind}"; there are: ${kinds.join(', ')}.`);
  const known = /** @type {Kind} */ (kind);
  if (!namePattern[known].test(name)) throw new Error(`"${name}" does not fit ${namePattern[known]}.`);
  return makers[known](name);
};
