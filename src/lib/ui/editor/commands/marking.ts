import Bookmark from '@lucide/svelte/icons/bookmark';
import { elapsedClock } from '$lib/core/time.ts';
import { en } from '$lib/i18n/en.ts';
import { toasts } from '$lib/state/toasts.svelte.ts';
import type { Area } from './area.ts';

/** Markers where it is listened to. */
export const marking: Area = ({ page }) => [
  {
    id: 'editor.mark',
    icon: Bookmark,
    keys: 'Alt+M',
    inText: true,
    run: async () => {
      const { at } = await page.markers.add();
      toasts.done(en.markers.added(elapsedClock(at)));
    },
  },
];
