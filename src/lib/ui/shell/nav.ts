import Activity from '@lucide/svelte/icons/activity';
import ChartNoAxesColumn from '@lucide/svelte/icons/chart-no-axes-column';
import LibraryBig from '@lucide/svelte/icons/library-big';
import Mic from '@lucide/svelte/icons/mic';
import Settings2 from '@lucide/svelte/icons/settings-2';
import { en } from '$lib/i18n/en.ts';
import type { Icon } from '$lib/ui/primitives/icon.ts';

export type Place = {
  id: 'library' | 'record' | 'insights' | 'settings' | 'health';
  href: string;
  icon: Icon;
  title: string;
};

/** The places of the app, in the order of the navigation. */
export const places: readonly Place[] = [
  { id: 'library', href: '/', icon: LibraryBig, title: en.shell.pages.library },
  { id: 'record', href: '/record', icon: Mic, title: en.shell.pages.record },
  { id: 'insights', href: '/insights', icon: ChartNoAxesColumn, title: en.shell.pages.insights },
  { id: 'settings', href: '/settings', icon: Settings2, title: en.shell.pages.settings },
  { id: 'health', href: '/health', icon: Activity, title: en.shell.pages.health },
];

/** The place an address belongs to; a recording belongs to the library. */
export const placeOf = (pathname: string): Place | undefined =>
  pathname.startsWith('/recordings/')
    ? places[0]
    : places.find(({ href }) =>
        href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`),
      );

/** True where somebody records or edits, and nothing that can wait may stand in the way. */
export const isWorkplace = (pathname: string): boolean => /^\/(record|recordings)(\/|$)/.test(pathname);
