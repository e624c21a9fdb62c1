/** The meter shows nothing quieter than this. */
export const floorDecibels = -60;

/** Full-scale decibels of an amplitude 0…1, no less than the floor. */
export const decibelsOf = (amplitude: number): number =>
  amplitude <= 0 ? floorDecibels : Math.max(floorDecibels, Math.min(0, 20 * Math.log10(amplitude)));

/** How much of the meter an amplitude fills, 0…1. */
export const meterFraction = (amplitude: number): number => 1 - decibelsOf(amplitude) / floorDecibels;
