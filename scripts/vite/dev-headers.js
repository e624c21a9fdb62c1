import { securityHeaders } from '../../src/lib/core/headers.js';

/**
 * The same headers while developing, loosened only for what Vite itself injects. `server.headers` would not reach the
 * pages of SvelteKit.
 *
 * @returns {import('vite').Plugin}
 */
export const devHeaders = () => ({
  name: 'echoflow:dev-headers',
  apply: (_config, { command }) => command === 'serve' && !process.env.VITEST,
  configureServer: (server) => {
    server.middlewares.use((request, response, next) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      for (const [name, value] of Object.entries(securityHeaders(path, { isDev: true })))
        response.setHeader(name, value);
      next();
    });
  },
});
