import type { CatalogueEntry } from '$lib/domain/model.ts';
import { moonshine } from './moonshine.ts';

export const moonshineTiny = {
  ...moonshine,
  id: 'moonshine-tiny',
  repository: 'onnx-community/moonshine-tiny-ONNX',
  label: 'Moonshine tiny',
  parametersMillion: 27,
} as const satisfies CatalogueEntry;
