import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** What axe finds, and what is wider than it may be; `part` keeps the look to a part of the page. */
export const look = async (page: Page, place: string, part?: string) => {
  // There are no frames here: without a page of its own for each look, it takes a second rather than ten.
  const builder = new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21aa']);
  const { violations } = await (part ? builder.include(part) : builder).analyze();
  const told = violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(', ')}`);
  expect(told, place).toEqual([]);
  const clipped = await page.evaluate((selector) => {
    const element = selector ? document.querySelector(selector)! : document.documentElement;
    const { right } = element.getBoundingClientRect();
    const reach = [...element.querySelectorAll('*')].map((each) => each.getBoundingClientRect().right);
    return selector ? Math.max(...reach) - right : element.scrollWidth - innerWidth;
  }, part);
  expect(clipped, `${place} is too wide`).toBeLessThanOrEqual(0);
};
