/**
 * Types at the beginning of the first paragraph until the browser is killed at a random moment; tells what was typed when.
 * For the end-to-end test and for the long one in `scripts/torture/`.
 */

/** Longest time of typing before a kill. */
const mostMs = 1500;
const pauseMs = 25;

/** @param {number} milliseconds */
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * @param {import('@playwright/test').Page} page a recording that is open
 * @param {() => Promise<unknown>} kill
 * @returns {Promise<{ typedAt: number[], killedAt: number }>} milliseconds since 1970, one for each letter x
 */
export const typeUntilKilled = async (page, kill) => {
  // Not before this tab has the recording to itself.
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const field = page.locator('[contenteditable]').first();
  await field.waitFor();
  await field.evaluate((/** @type {HTMLElement} */ element) => {
    element.focus();
    getSelection()?.setBaseAndExtent(element.firstChild ?? element, 0, element.firstChild ?? element, 0);
  });
  const typedAt = [];
  const until = Date.now() + 200 + Math.random() * mostMs;
  while (Date.now() < until) {
    await page.keyboard.press('x');
    typedAt.push(Date.now());
    await wait(pauseMs);
  }
  const killedAt = Date.now();
  await kill();
  return { typedAt, killedAt };
};

/**
 * How long before the kill the first letter was typed that is gone; 0 when none is.
 *
 * @param {{ typedAt: number[], killedAt: number }} told @param {number} kept letters of this round that are there
 */
export const lostMilliseconds = ({ typedAt, killedAt }, kept) => {
  const first = typedAt[kept];
  return first === undefined ? 0 : killedAt - first;
};
