import { expect, it } from 'vitest';
import { deviceSentence } from './devices.ts';

it('names the device, its threads and why it was taken, and leaves out what nobody knows', () => {
  expect(deviceSentence('wasm', 3, 'no-card')).toBe(
    'the processor, 3 threads: this browser offers no graphics card (WebGPU)',
  );
  expect(deviceSentence('wasm', 1, 'card-mute')).toBe(
    'the processor, one thread: the graphics card found no words in speech',
  );
  expect(deviceSentence('webgpu', undefined, 'card')).toBe('the graphics card (WebGPU): the browser offers one');
  expect(deviceSentence('server', undefined, undefined)).toBe('your own server');
});
