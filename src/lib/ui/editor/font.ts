/** Atkinson Hyperlegible (OFL 1.1), with the usual face behind it for scripts it does not have. */
export const hyperlegible = "'Atkinson Hyperlegible', var(--font)";

/** Its style sheets, from this origin; loaded once. */
export const loadHyperlegible = (): Promise<unknown> =>
  Promise.all([
    import('@fontsource/atkinson-hyperlegible/latin-400.css'),
    import('@fontsource/atkinson-hyperlegible/latin-ext-400.css'),
  ]);
