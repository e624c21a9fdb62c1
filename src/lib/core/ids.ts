/** A new identifier: 21 URL-safe characters, sortable by time of making to the millisecond. */
export const newId = (): string => {
  const time = Date.now().toString(36).padStart(9, '0');
  const random = crypto.getRandomValues(new Uint8Array(12));
  return time + Array.from(random, (byte) => (byte % 36).toString(36)).join('');
};

/** When an identifier was made, in milliseconds since 1970. */
export const idTime = (id: string): number => parseInt(id.slice(0, 9), 36);
