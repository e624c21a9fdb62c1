import type { HandleClientError } from '@sveltejs/kit';
import { logger } from './lib/core/log.ts';

const log = logger('app');

/** Anything a page threw and nobody caught: kept in the log (the message only), shown as the error page. */
export const handleError: HandleClientError = ({ error, status, message }) => {
  if (status !== 404) log.error('uncaught', { name: error instanceof Error ? error.name : typeof error, status });
  return { message };
};
