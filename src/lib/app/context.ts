import { getContext, setContext } from 'svelte';
import type { App } from './compose.ts';

const key = Symbol('app');

/** In the root layout, once `compose()` has resolved. */
export const setApp = (app: App): App => setContext(key, app);

/** In routes: everything the app is made of. */
export const getApp = (): App => getContext<App>(key);
