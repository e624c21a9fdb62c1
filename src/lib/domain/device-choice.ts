/**
 * Why a model runs where it does, down the ladder from the graphics card to the processor: the person's setting; the card,
 * where the browser has one; the built-in model, done before a card would be warm; no card; a phone; only the processor's
 * weights are there; the card failed, or found no word in speech.
 */
export const deviceReasons = [
  ...(['setting', 'card', 'built-in', 'no-card', 'phone'] as const),
  ...(['weights', 'card-failed', 'card-mute'] as const),
];
export type DeviceReason = (typeof deviceReasons)[number];

/** Where a model is tried first, and why there. */
export type DeviceChoice = { device: 'wasm' | 'webgpu'; reason: DeviceReason };
