import type { DeviceReason } from '$lib/domain/device-choice.ts';

export const deviceNames = { wasm: 'the processor', webgpu: 'the graphics card (WebGPU)', server: 'your own server' };

/** Why a model runs where it does. */
export const deviceReasons = {
  setting: 'it is set so (Run on)',
  card: 'the browser offers one',
  'built-in': 'the built-in model is done before a graphics card would be warm',
  'no-card': 'this browser offers no graphics card (WebGPU)',
  phone: 'on phones the processor hears',
  weights: 'the files for the graphics card are not on this device',
  'card-failed': 'the graphics card did not run this model',
  'card-mute': 'the graphics card found no words in speech',
} satisfies Record<DeviceReason, string>;

/** `the processor, 3 threads: this browser offers no graphics card (WebGPU)`. */
export const deviceSentence = (device: string, threads: number | undefined, reason: string | undefined): string => {
  const name = deviceNames[device as keyof typeof deviceNames] ?? device;
  const counted = threads ? `${name}, ${threads === 1 ? 'one thread' : `${threads} threads`}` : name;
  const told = deviceReasons[reason as DeviceReason];
  return told ? `${counted}: ${told}` : counted;
};
