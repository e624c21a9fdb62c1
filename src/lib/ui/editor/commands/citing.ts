import Quote from '@lucide/svelte/icons/quote';
import { copyEvidenceLink } from '../evidence/copy-link.ts';
import type { Area } from './area.ts';

/** Quoting what was said so that it can be checked. */
export const citing: Area = ({ page, column }) => [
  {
    id: 'editor.copyLink',
    icon: Quote,
    keys: 'Alt+Shift+C',
    inText: true,
    when: () => page.session.transcript !== null,
    run: () => copyEvidenceLink(page, column()),
  },
];
