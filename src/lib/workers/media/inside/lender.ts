/**
 * Lends one thing again and again, made when first needed. One that threw is in an unknown state: it is thrown away and the
 * next use makes another, as it does once `isWorn` says so.
 */
export const lender = <T>(make: () => Promise<T>, isWorn: (one: T) => boolean) => {
  let made: Promise<T> | undefined;
  return async <R>(use: (one: T) => R): Promise<R> => {
    const mine = (made ??= make());
    try {
      const one = await mine;
      const result = use(one);
      if (isWorn(one) && made === mine) made = undefined;
      return result;
    } catch (error) {
      if (made === mine) made = undefined;
      throw error;
    }
  };
};
