import type { CatalogueEntry } from '$lib/domain/model.ts';
import { moonshine } from './moonshine.ts';

export const moonshineBase = {
  ...moonshine,
  id: 'moonshine-base',
  repository: 'onnx-community/moonshine-base-ONNX',
  label: 'Moonshine base',
  parametersMillion: 61,
} as const satisfies CatalogueEntry;
