import type { TextEngine } from '$lib/domain/ports.ts';

/** What the text worker answers. */
export type TextApi = TextEngine;
