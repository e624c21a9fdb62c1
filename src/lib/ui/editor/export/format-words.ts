import { en } from '$lib/i18n/en.ts';

/** Name and hint of a format in the words of the person's language. */
export const formatWords = (id: string): { name: string; hint: string } =>
  (en.formats as Record<string, { name: string; hint: string }>)[id] ?? { name: id.toUpperCase(), hint: '' };
